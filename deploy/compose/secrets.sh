#!/bin/sh
# Makes what deploy/compose needs and no repository has. What is there stays; a newer version's variables are added.
set -eu
umask 077
LC_ALL=C
export LC_ALL

usage() {
  cat <<'TEXT'
Usage: deploy/compose/secrets.sh [FOLDER]

Makes, in the clone or in FOLDER, readable by you alone:
  .env                        passwords, tokens and the hashes of the tokens
  deploy/compose/targets.env  the systems that may be put under load
  deploy/compose/home         two homes of the command line, with the tokens of .env
What is there stays; what is missing is made. To have another token, delete its line and run this again: the hash follows its token.
TEXT
}

refuse() {
  echo "secrets.sh: $1" >&2
  exit 1
}

case ${1-} in
  -h | --help)
    usage
    exit 0
    ;;
  -*) refuse "unknown option $1; try --help" ;;
esac
[ $# -le 1 ] || refuse "one folder at most; try --help"

folder=$(cd "$(dirname "$0")" && pwd -P)
[ $# -eq 0 ] || [ -d "$1" ] || refuse "no folder: $1"
root=$(cd "${1:-$folder/../..}" && pwd -P)
file=$root/.env
# Where a link leads, so that it stays one.
[ ! -L "$file" ] || file=$(readlink -f "$file") || refuse "$root/.env is a link that leads nowhere"
[ ! -e "$file" ] || [ -f "$file" ] || refuse "$file should be a file"
if command -v sha256sum >/dev/null; then
  hash=sha256sum
elif command -v shasum >/dev/null; then
  hash='shasum -a 256'
else
  refuse "the hashes of the tokens need sha256sum or shasum"
fi

# All is written here and then moved, so that no half file stays; and whoever makes this folder is the only one at work.
work=$root/.env.lock
half=
mkdir "$work" 2>/dev/null || {
  [ ! -d "$work" ] || refuse "another run is at work in $root; if none is, one was killed: remove $work"
  refuse "cannot write into $root"
}
trap 'rm -rf "$work"; [ -z "$half" ] || rm -f "$half"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
fresh=$work/env
changes=

# 192 bits, as hexadecimal digits.
random() {
  head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

# The line of a variable counts that comes last, as for Compose: without "export", a comment behind it, spaces or quotes around it.
value() {
  sed -n "s/^[[:space:]]*\(export[[:space:]]\{1,\}\)\{0,1\}$1[[:space:]]*=[[:space:]]*//p" "$2" | tail -n 1 |
    sed -e "s/^'\([^']*\)'[[:space:]]*\(#.*\)\{0,1\}\$/\1/;t" -e 's/^"\([^"]*\)"[[:space:]]*\(#.*\)\{0,1\}$/\1/;t' \
      -e 's/^#.*//' -e 's/[[:space:]]\{1,\}#.*//' -e 's/[[:space:]]*$//'
}

# Takes a name and a value without a character that means something to awk: in place of its lines, or as a last one.
put() {
  awk -v name="$1" -v value="$2" '
    { line = $0; sub(/^[ \t]*(export[ \t]+)?/, "", line) }
    line ~ "^" name "[ \t]*=" { if (!found++) print name "=" value; next }
    { print }
    END { if (!found) print name "=" value }' "$fresh" > "$work/next"
  mv "$work/next" "$fresh"
  changes="$changes $1"
}

hashed() {
  printf %s "$1" | $hash | cut -d ' ' -f 1
}

# Takes a name, a value and how many hexadecimal digits it must have: a program that is missing or fails makes none.
put_digits() {
  case $2 in *[!0-9a-f]*) refuse "$1 could not be made: head, od, tr, cut and $hash are needed" ;; esac
  [ ${#2} -eq "$3" ] || refuse "$1 could not be made: head, od, tr, cut and $hash are needed"
  put "$1" "$2"
}

# Takes a name and what the example says of it.
complete() {
  now=$(value "$1" "$fresh")
  case $2 in
    '<sha256 of '*'>')
      of=${2#<sha256 of }
      new=$(hashed "$(value "${of%>}" "$fresh")")
      [ "$now" = "$new" ] || put_digits "$1" "$new" 64
      ;;
    '<token>' | '<password>')
      if [ -z "$now" ]; then
        put_digits "$1" "$(random)" 48
      else
        case $2$now in
          '<token>'*[!A-Za-z0-9._~+/=-]*) refuse "$1 should have letters, digits and . _ ~ + / = - only: Compose, shells and headers read others in their own way" ;;
          '<password>'*[!A-Za-z0-9._~-]*) refuse "$1 should have letters, digits and . _ ~ - only: Compose and addresses read others in their own way" ;;
        esac
      fi
      ;;
    '<user>') [ -n "$now" ] || put "$1" "$(id -u):$(id -g)" ;;
    *) [ -n "$now" ] || put "$1" "$2" ;;
  esac
}

# Takes what was written and where it belongs.
move() {
  ! cmp -s "$1" "$2" || return 0
  [ ! -d "$2" ] || refuse "$2 should be a file"
  half=$2.fresh
  cp "$1" "$half"
  mv "$half" "$2"
  half=
  case $2 in "$file") ;; *) changes="$changes ${2#"$root"/}" ;; esac
}

# Ends of lines as they are here, and one behind the last; without what editors put in front to say that it is UTF-8.
: > "$fresh"
if [ -f "$file" ]; then
  tr -d '\000' < "$file" | cmp -s - "$file" || refuse "$file has a NUL: it should be text"
  awk 'NR == 1 { sub(/^\357\273\277/, "") } { sub(/\r$/, ""); print }' "$file" > "$fresh"
  wrong=$(awk '/^[ \t]*(export[ \t]+)?BELASTBAR_[A-Z0-9_]*[ \t]*:/ { print NR; exit }' "$fresh")
  [ -z "$wrong" ] || refuse "$file:$wrong should be NAME=VALUE, with an equals sign"
fi
while IFS= read -r line; do
  case $line in
    BELASTBAR_*) complete "${line%%=*}" "${line#*=}" ;;
  esac
done < "$folder/.env.example"

# Takes how the addresses of the services begin; nothing: each has a host of its own.
write_addresses() {
  port=18701
  for service in budget profiling loadtest chaos capacity; do
    echo "belastbar.url.$service=http://${1:-$service-service}:$port"
    port=$((port + 1))
  done
}

write_tokens() {
  for principal in viewer engineer operator auditor alerts service; do
    token=$(value "BELASTBAR_TOKEN_$(echo "$principal" | tr '[:lower:]' '[:upper:]')" "$fresh")
    echo "$principal=$token"
  done
}

write_tokens > "$work/tokens"
write_addresses 127.0.0.1 > "$work/outside"
write_addresses '' > "$work/inside"
move "$fresh" "$file"
chmod 600 "$file"
[ -f "$root/deploy/compose/targets.env" ] || {
  mkdir -p "$root/deploy/compose"
  move "$folder/targets.env.example" "$root/deploy/compose/targets.env"
}
for home in outside inside; do
  run=$root/deploy/compose/home/$home/run
  mkdir -p "$run"
  move "$work/$home" "$run/connection.properties"
  move "$work/tokens" "$run/tokens.properties"
done

if [ -z "$changes" ]; then
  echo "Nothing was missing: $file, targets.env and the homes of the command line stay as they are."
else
  echo "Made, readable by you alone:"
  for change in $changes; do
    echo "  $change"
  done
  echo "in $file and below $root/deploy/compose. What runs takes it on with: docker compose up -d"
fi
