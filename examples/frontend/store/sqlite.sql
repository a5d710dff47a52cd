-- A record as peer.Encode wrote it, with what it is looked up by; what led to each of its
-- revisions, in the order in which it was kept; signals; and who of the staff read what.
create table record (kind text not null, id text not null, about text not null, rev integer not null, body text not null, primary key (kind, id)) strict;
create index record_about on record (about);
create table change (n integer primary key autoincrement, kind text not null, id text not null, rev integer not null, request text not null, at text not null, body text not null, unique (kind, id, rev)) strict;
create table signal (n integer primary key autoincrement, id text not null unique, about text not null, body text not null) strict;
create index signal_about on signal (about);
create table seen (n integer primary key autoincrement, kind text not null, id text not null, body text not null) strict;
create index seen_of on seen (kind, id);
pragma application_id = 1953462119;
pragma user_version = 1;
