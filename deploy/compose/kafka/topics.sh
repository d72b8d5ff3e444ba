# Makes what is missing: the topics of topics.txt, kept for 7 days, which is shorter than an inbox remembers (14), and the rights
# of rights.txt, a line each: who, what, on which topic or group.
set -eu
umask 077
here=$(dirname "$0")
libs=${KAFKA_LIBS:-/opt/kafka/libs}/*
scratch=${TMPDIR:-/tmp}
login=$scratch/administrator.properties

printf 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=%s required username="administrator" password="%s";\n' \
  org.apache.kafka.common.security.scram.ScramLoginModule "$ADMINISTRATOR_PASSWORD" > "$login"

# Takes the name of one of Kafka's tools and its options.
tool() {
  class=org.apache.kafka.tools.$1
  shift
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile="$here/log4j2-quiet.yaml" -cp "$libs" "$class" \
    --bootstrap-server "$KAFKA_SERVER" --command-config "$login" "$@"
}

tool TopicCommand --list > "$scratch/topics"
while read -r topic; do
  grep -qxF "$topic" "$scratch/topics" ||
    tool TopicCommand --create --if-not-exists --topic "$topic" --partitions 6 --replication-factor 1 \
      --config retention.ms=604800000 --config max.message.bytes=1048588 < /dev/null
done < "$here/topics.txt"

# As rights.txt says them, of what the broker has.
tool AclCommand --list | awk '
  /resourceType=/ { match($0, /resourceType=[A-Z]*/); type = tolower(substr($0, RSTART + 13, RLENGTH - 13))
                    match($0, /name=[^,]*/); name = substr($0, RSTART + 5, RLENGTH - 5) }
  /principal=User:/ { match($0, /User:[^,]*/); user = substr($0, RSTART + 5, RLENGTH - 5)
                      match($0, /operation=[A-Z]*/); operation = substr($0, RSTART + 10, RLENGTH - 10)
                      print user, substr(operation, 1, 1) tolower(substr(operation, 2)), type, name }' > "$scratch/rights"
cut -d ' ' -f 1,2 "$here/rights.txt" | sort -u > "$scratch/whose"
while read -r user operation; do
  set --
  while read -r who what type name; do
    if [ "$who $what" = "$user $operation" ] && ! grep -qxF "$who $what $type $name" "$scratch/rights"; then
      set -- "$@" "--$type" "$name"
    fi
  done < "$here/rights.txt"
  [ $# -eq 0 ] || tool AclCommand --add --allow-principal "User:$user" --operation "$operation" "$@" < /dev/null > /dev/null
done < "$scratch/whose"
