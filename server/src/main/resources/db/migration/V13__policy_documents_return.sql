-- A document that the key holders return to is the current one again: its place in the order moves, nothing else.
grant update (sequence, event_id) on tuf_target to "${applicationRole}";
