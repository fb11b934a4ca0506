-- How far each receiver was told each log: the index of the next entry to send.
create table syslog_cursor (
    receiver     text   not null,
    manufacturer text   not null,
    next_index   bigint not null check (next_index >= 0),
    primary key (receiver, manufacturer)
);
grant select, insert, update on syslog_cursor to "${applicationRole}";
revoke delete on syslog_cursor from "${applicationRole}";
