# Makes the topics that are missing: those of topics.txt, kept for 7 days, which is shorter than an inbox remembers (14).
set -eu
umask 077
here=$(dirname "$0")
libs=${KAFKA_LIBS:-/opt/kafka/libs}/*
login=${TMPDIR:-/tmp}/administrator.properties

printf 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=%s required username="administrator" password="%s";\n' \
  org.apache.kafka.common.security.scram.ScramLoginModule "$ADMINISTRATOR_PASSWORD" > "$login"

topics() {
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile="$here/log4j2-quiet.yaml" -cp "$libs" \
    org.apache.kafka.tools.TopicCommand --bootstrap-server "$KAFKA_SERVER" --command-config "$login" "$@"
}

there=$(topics --list)
while read -r topic; do
  case "
$there
" in
    *"
$topic
"*) ;;
    *)
      topics --create --if-not-exists --topic "$topic" --partitions 6 --replication-factor 1 \
        --config retention.ms=604800000 --config max.message.bytes=1048588
      ;;
  esac
done < "$here/topics.txt"
