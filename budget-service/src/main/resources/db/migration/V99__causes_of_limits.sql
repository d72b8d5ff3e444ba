-- Each limit of a metric is a cause of its own: capacity:SYSTEM:METRIC:LIMIT. Of what was told before, the limit stands in the
-- title ("storage reaches its limit of 110.0 GB in 4.7 days"), so that the next look at the same limit finds it told already,
-- and who acknowledged it is not told again. Other titles stay as they are.
UPDATE escalation
   SET fingerprint = fingerprint || ':'
       || trim_scale(substring(title FROM ' its limit of (-?[0-9]+(?:\.[0-9]+)?(?:E-?[0-9]+)?) ')::numeric)
 WHERE fingerprint = 'capacity:' || system || ':' || component
   AND title ~ ' its limit of -?[0-9]+(\.[0-9]+)?(E-?[0-9]+)? ';
