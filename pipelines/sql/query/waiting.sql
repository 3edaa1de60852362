-- grain: one unit and channel with contacts in a queue. inputs: contact_facts, slices. key: unit, channel.
-- $1 organisation, $2 the day: who was offered a place before it waits no more, whatever has been told.
SELECT s.unit, s.channel, count(*) AS waiting, min(f.offered_at) AS longest_since
FROM contact_facts f JOIN slices s USING (slice)
WHERE s.organisation = $1 AND f.outcome = 'waiting' AND f.day = $2
GROUP BY ALL
