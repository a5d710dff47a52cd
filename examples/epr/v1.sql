-- What the product's database held a version ago: records without their revision beside
-- them. Everybody is invented.
create table patient (id text primary key, nhs_number text not null unique, name text not null, born text not null);
create table login (session text primary key, staff text, role text, patient text references patient(id));
create table peer_record (kind text not null, id text not null, body text not null, primary key (kind, id));
create table peer_change (kind text not null, id text not null, rev integer not null, request text not null, body text not null, primary key (kind, id, rev));
insert into patient values ('aled', '9990001014', 'Aled Prowse', '1988-04-12');
insert into login values ('session-jess', 'jess', 'peer-worker', null), ('session-aled', null, null, 'aled');
insert into peer_record values ('goal', 'g-1', '{"kind":"goal","schema":1,"id":"g-1","rev":1,"status":"proposed","recent":[{"of":{"kind":"goal","id":"g-1"},"rev":1,"request":"story-26","do":"propose","to":"proposed","by":{"person":"aled"},"as":"person","at":"2026-03-02T10:40:00.000Z","policy":"sha256:c628737924ca6785d837e3244035d75053731ce5c52900b6ba20a46041a54a87"}],"person":"aled","worker":"jess","words":{"text":"write to my brother","by":{"person":"aled"},"lang":"en-GB","how":"said"},"audience":"me-and-my-worker","statusOn":"2026-03-02"}');
insert into peer_change values ('goal', 'g-1', 1, 'story-26', '{"of":{"kind":"goal","id":"g-1"},"rev":1,"request":"story-26","do":"propose","to":"proposed","by":{"person":"aled"},"as":"person","at":"2026-03-02T10:40:00Z","policy":"sha256:c628737924ca6785d837e3244035d75053731ce5c52900b6ba20a46041a54a87"}');
pragma user_version = 1;
