#!/bin/sh
# Makes a base image without a registry: a JDK's runtime by jlink and the C library of this Debian, nothing else.
# Usage: base.sh [TAR]. Reads JAVA_HOME. The same JDK and the same libraries give the same bytes.
set -eu

# java.se, and what its modules name only at run time: certificates, DNS, JFR, German dates, Netty's Unsafe.
modules=java.se,jdk.crypto.ec,jdk.naming.dns,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
# Those that the JDK's own libraries are linked to, and the resolver, which the C library loads by name.
libraries="libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libnss_dns.so.2 libnss_files.so.2"

here=$(cd "$(dirname "$0")" && pwd -P)
tar=${1:-$here/target/base.tar}
: "${JAVA_HOME:?should name a JDK of 25 or newer}"
case $(uname -m) in
  x86_64) architecture=amd64 triplet=x86_64-linux-gnu loader=/lib64/ld-linux-x86-64.so.2 ;;
  aarch64) architecture=arm64 triplet=aarch64-linux-gnu loader=/lib/ld-linux-aarch64.so.1 ;;
  *) echo "base.sh knows x86_64 and aarch64: was $(uname -m)" >&2 && exit 104 ;;
esac
[ -e "/lib/$triplet/libnss_dns.so.2" ] && [ -x "$JAVA_HOME/bin/jlink" ] || {
  echo "base.sh needs a Debian with libc6 in /lib/$triplet and a JDK in JAVA_HOME: was $JAVA_HOME" >&2
  exit 104
}

mkdir -p "$(dirname "$tar")"
work=$(mktemp -d "$(dirname "$tar")/base.XXXXXX")
trap 'rm -rf "$work"' EXIT
# A plain sh leaves by a signal without its EXIT.
trap 'exit 130' INT
trap 'exit 143' TERM
root=$work/root
mkdir -p "$root/opt" "$root/etc" "$root/tmp" "$root/app" "$root/dev" "$root/proc" "$root/sys" "$root/lib/$triplet" "$root$(dirname "$loader")" \
  "$root/usr/share/doc/libc6"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --include-locales=en,de --strip-debug --no-header-files --no-man-pages \
  --compress=zip-6 --output "$root/opt/java"
for library in $libraries; do
  cp -L "/lib/$triplet/$library" "$root/lib/$triplet/$library"
done
cp -L "$loader" "$root$loader"
# The licence of what was copied goes with it; jlink brings the JDK's own in legal/.
cp -L /usr/share/doc/libc6/copyright "$root/usr/share/doc/libc6/copyright"
echo 'belastbar:x:185:185::/app:/nonexistent' >"$root/etc/passwd"
echo 'belastbar:x:185:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod go-w,a+r {} +
chmod 1777 "$root/tmp"

tar --sort=name --mtime=@1 --owner=0 --group=0 --numeric-owner --format=ustar -C "$root" -cf "$work/layer.tar" .
layer=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
cat >"$work/config.json" <<END
{"architecture":"$architecture","os":"linux","created":"1970-01-01T00:00:00Z",
"config":{"Env":["PATH=/opt/java/bin","JAVA_HOME=/opt/java","LANG=C.UTF-8"],"WorkingDir":"/app"},
"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]},
"history":[{"created":"1970-01-01T00:00:00Z","created_by":"deploy/images/base.sh"}]}
END
echo '[{"Config":"config.json","RepoTags":["belastbar/base:local"],"Layers":["layer.tar"]}]' >"$work/manifest.json"
tar --sort=name --mtime=@1 --owner=0 --group=0 --numeric-owner --format=ustar -C "$work" \
  -cf "$work/base.tar" manifest.json config.json layer.tar
mv "$work/base.tar" "$tar"
echo "$tar"
