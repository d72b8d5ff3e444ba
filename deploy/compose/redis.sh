# The password stands in a file that only Redis reads, not in the list of processes.
set -eu
umask 077
printf 'requirepass %s\n' "$REDISCLI_AUTH" > /tmp/redis.conf
printf 'maxmemory 192mb\nmaxmemory-policy allkeys-lru\nsave ""\ndir /tmp\n' >> /tmp/redis.conf
exec redis-server /tmp/redis.conf
