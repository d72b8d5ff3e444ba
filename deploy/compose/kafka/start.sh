# Starts the broker; the first time it makes its folder, with the users. Their passwords are those of that moment. What the
# formatting prints has the users' keys in it.
set -eu
umask 077
here=$(dirname "$0")
libs=${KAFKA_LIBS:-/opt/kafka/libs}/*
settings=${TMPDIR:-/tmp}/server.properties

cat "$here/server.properties" > "$settings"
printf 'listener.name.clients.scram-sha-512.sasl.jaas.config=%s required username="administrator" password="%s";\n' \
  org.apache.kafka.common.security.scram.ScramLoginModule "$ADMINISTRATOR_PASSWORD" >> "$settings"
printf 'listener.name.controller.plain.sasl.jaas.config=%s required username="administrator" password="%s" user_administrator="%s";\n' \
  org.apache.kafka.common.security.plain.PlainLoginModule "$ADMINISTRATOR_PASSWORD" "$ADMINISTRATOR_PASSWORD" >> "$settings"

user() {
  printf 'SCRAM-SHA-512=[name="%s",password="%s"]' "$1" "$2"
}

java -XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile="$here/log4j2.yaml" -cp "$libs" kafka.tools.StorageTool format \
  --config "$settings" --cluster-id YmVsYXN0YmFyLWNvbXBvcw --ignore-formatted \
  --add-scram "$(user administrator "$ADMINISTRATOR_PASSWORD")" \
  --add-scram "$(user budget "$BUDGET_PASSWORD")" \
  --add-scram "$(user profiling "$PROFILING_PASSWORD")" \
  --add-scram "$(user loadtest "$LOADTEST_PASSWORD")" \
  --add-scram "$(user chaos "$CHAOS_PASSWORD")" \
  --add-scram "$(user capacity "$CAPACITY_PASSWORD")" > /dev/null

exec java -XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -Dlog4j2.configurationFile="$here/log4j2.yaml" \
  -cp "$libs" kafka.Kafka "$settings"
