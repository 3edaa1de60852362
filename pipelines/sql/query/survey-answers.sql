-- grain: one answer to a survey, or one survey's outcome, with its ticket. inputs: survey_facts, ticket_facts, slices. key: subject_key.
-- $1 organisation. tickets: how many sources have a ticket of that number; kept: whether the ticket kept its original promise, when
-- there is one only and it is settled.
SELECT f.*, coalesce(t.tickets, 0) AS tickets, CASE WHEN t.tickets = 1 THEN t.kept END AS kept
FROM {prefix}survey_facts f
JOIN {prefix}slices fs ON fs.slice = f.slice
LEFT JOIN (
    SELECT k.ticket_id, count(*) AS tickets, bool_and(k.met_original) AS kept
    FROM {prefix}ticket_facts k
    JOIN {prefix}slices ks ON ks.slice = k.slice
    WHERE ks.organisation = $1 AND k.ticket_id IN (SELECT ticket FROM {prefix}survey_facts WHERE ticket IS NOT NULL)
    GROUP BY k.ticket_id
) t ON t.ticket_id = f.ticket
WHERE fs.organisation = $1
