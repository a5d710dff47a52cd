-- What waits: dirty (state 0) or parked (state 1), one row for each target and document.
-- Times are microseconds since 1970, 0 for none. The order of seq is the order in which
-- documents were first noted.
create table {prefix}waiting (
	seq        integer primary key,
	target     text    not null,
	type       text    not null,
	kind       text    not null,
	id         text    not null,
	part       text    not null,
	rank       integer not null,
	rev        integer not null,
	state      integer not null default 0,
	since      integer not null default 0,
	due        integer not null default 0,
	held_until integer not null default 0,
	tries      integer not null default 0,
	why        text    not null default 'null',
	owner      text    not null default '',
	made_from  text    not null default 'null',
	dismissed  integer not null default 0,
	unique (target, type, kind, id, part)
);
create index {prefix}waiting_dirty on {prefix}waiting (target, rank, seq) where state = 0;
create index {prefix}waiting_parked on {prefix}waiting (target, type, kind, id, part) where state = 1;

-- Where each document stands in a target.
create table {prefix}link (
	target    text    not null,
	type      text    not null,
	kind      text    not null,
	id        text    not null,
	part      text    not null,
	place     text    not null,
	etag      text    not null,
	rev       integer not null,
	base      text    not null,
	expected  text    not null,
	made_from text    not null,
	whole     text    not null,
	primary key (target, type, kind, id, part)
) without rowid;
-- The place comes first, so that nothing looks for a document by its target and type here.
create index {prefix}link_place on {prefix}link (place, type, target);
create index {prefix}link_order on {prefix}link (type, place, target, kind, id, part);

-- What concerns a target as a whole.
create table {prefix}target (
	target        text    primary key,
	resting_until integer not null default 0,
	resting_why   text    not null default 'null',
	settled       integer not null default 0
) without rowid;

create table {prefix}journal (
	seq    integer primary key,
	target text    not null,
	at     integer not null,
	type   text    not null,
	kind   text    not null,
	id     text    not null,
	part   text    not null,
	rev    integer not null,
	did    text    not null,
	parked integer not null,
	since  integer not null,
	tries  integer not null,
	why    text    not null
);
create index {prefix}journal_at on {prefix}journal (target, at, seq);

-- What has arrived and is not taken, which versions have been seen, and up to where it
-- was looked.
create table {prefix}arrived (
	seq     integer primary key,
	target  text    not null,
	type    text    not null,
	place   text    not null,
	etag    text    not null,
	updated integer not null,
	ours    text    not null,
	removed integer not null
);
create index {prefix}arrived_version on {prefix}arrived (target, type, place, etag);
create index {prefix}arrived_order on {prefix}arrived (target, seq);
create table {prefix}seen (
	target  text    not null,
	type    text    not null,
	place   text    not null,
	etag    text    not null,
	updated integer not null,
	primary key (target, type, place, etag)
) without rowid;
create index {prefix}seen_updated on {prefix}seen (target, updated);
create table {prefix}checkpoint (
	target text not null,
	name   text not null,
	value  blob not null,
	primary key (target, name)
) without rowid;
