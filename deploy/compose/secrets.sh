#!/bin/sh
# Makes what deploy/compose needs and no repository has: .env with passwords and tokens, and two homes of the command line. All
# of it is readable by its user alone. What is there stays; a newer version's variables are added.
set -eu
umask 077

folder=$(cd "$(dirname "$0")" && pwd -P)
root=${1:-$(cd "$folder/../.." && pwd -P)}
file=$root/.env
fresh=$root/.env.fresh
home=$root/deploy/compose/home

# 192 bits, as hexadecimal digits.
random() {
  head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

sha256() {
  printf %s "$1" | if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# The value of a variable in a file; nothing if it has none.
value() {
  sed -n "s/^$1=//p" "$2" | tail -n 1
}

made() {
  case $1 in
    '<password>' | '<token>') random ;;
    '<user>') echo "$(id -u):$(id -g)" ;;
    '<sha256 of '*'>')
      of=${1#<sha256 of }
      sha256 "$(value "${of%>}" "$fresh")"
      ;;
    *) echo "$1" ;;
  esac
}

[ -f "$file" ] || : > "$file"
chmod 600 "$file"
cp "$file" "$fresh"
while IFS= read -r line; do
  name=${line%%=*}
  case $name in
    BELASTBAR_*) [ -n "$(value "$name" "$fresh")" ] || echo "$name=$(made "${line#*=}")" >> "$fresh" ;;
  esac
done < "$folder/.env.example"
mv "$fresh" "$file"

[ -f "$root/deploy/compose/targets.env" ] || cp "$folder/targets.env.example" "$root/deploy/compose/targets.env"

# Takes a home and how the addresses of the services begin and end there.
write_home() {
  mkdir -p "$1/run"
  port=18700
  : > "$1/run/connection.properties"
  for service in dashboard budget profiling loadtest chaos capacity; do
    host=$2
    [ -n "$host" ] || { [ "$service" = dashboard ] && host=dashboard || host=$service-service; }
    [ "$service" = dashboard ] || echo "belastbar.url.$service=http://$host:$port" >> "$1/run/connection.properties"
    port=$((port + 1))
  done
  for principal in viewer engineer operator auditor alerts service; do
    name=BELASTBAR_TOKEN_$(echo "$principal" | tr '[:lower:]' '[:upper:]')
    echo "$principal=$(value "$name" "$file")"
  done > "$1/run/tokens.properties"
}

write_home "$home/outside" 127.0.0.1
write_home "$home/inside" ''
echo "$file, $home and deploy/compose/targets.env are made, readable by you alone."
