#!/usr/bin/env bash
# Puts librdkafka's own shared library at artifacts/native/librdkafka/<version>/librdkafka.so, built from the source that
# Confluent publishes in an npm package. Takes about two minutes, once; a library that is there stays.
set -euo pipefail

package='@confluentinc/kafka-javascript'
package_version='1.10.1'
librdkafka_version='2.15.1'
# npm's "integrity" of that tarball, in hexadecimal.
tarball_sha512='29578f5019f6d44a8254ff667f1cc4b8cdd26091c7105ed7fa2882d9ee374108034b211a92c2279821a8a13df0e6af9c340764482acaef58f42027eaa12a992f'

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
target="$root/artifacts/native/librdkafka/$librdkafka_version/librdkafka.so"
shown="${target#"$root"/}"

fail() {
  echo "build-librdkafka: $1" >&2
  exit 1
}

if [[ -s "$target" ]]; then
  echo "build-librdkafka: $shown present"
  exit 0
fi

[[ "$(uname -sm)" == 'Linux x86_64' ]] || fail "only Linux x86_64 is supported, this is $(uname -sm)"
for tool in npm gcc make python3; do
  command -v "$tool" >/dev/null || fail "$tool is not installed; it is needed once, to build librdkafka.so"
done

echo "build-librdkafka: building librdkafka $librdkafka_version from npm package $package@$package_version, about two minutes"

mkdir -p "$(dirname "$target")"
# Beside the target, so that the last mv stays on one file system and is atomic.
work="$(mktemp -d "$(dirname "$target")/.build.XXXXXX")"
trap 'rm -rf "$work"' EXIT

npm pack "$package@$package_version" --pack-destination "$work" --loglevel error >"$work/npm.out" 2>"$work/npm.err" ||
  fail "npm could not fetch $package@$package_version, offline? ($(head -n 1 "$work/npm.err"))"

tarball="$(find "$work" -maxdepth 1 -name '*.tgz' -print -quit)"
[[ -n "$tarball" ]] || fail 'npm pack left no tarball'

actual="$(sha512sum "$tarball" | cut -d ' ' -f 1)"
[[ "$actual" == "$tarball_sha512" ]] || fail "the tarball's sha512 is $actual, expected $tarball_sha512"

tar -xzf "$tarball" -C "$work" package/deps/librdkafka
cd "$work/package/deps/librdkafka"
# Kerberos is left out: it would pull in a tree of libraries that no user of ours has asked for.
# It asks for a C++ compiler too, for the half of it that isn't built.
CXX=gcc ./configure --disable-gssapi >"$work/configure.log" 2>&1 || fail "configure failed: $(tail -n 3 "$work/configure.log" | tr '\n' ' ')"
# It drops what it finds no library for without a word; a client without TLS must never be built by accident.
for feature in WITH_SSL WITH_SASL_SCRAM WITH_ZLIB WITH_ZSTD WITH_OAUTHBEARER_OIDC; do
  grep -q "^#define $feature 1" config.h || fail "it would be built without $feature; install libssl-dev, zlib1g-dev, libzstd-dev and libcurl4-openssl-dev"
done
make -C src -j"$(nproc)" librdkafka.so.1 >"$work/make.log" 2>&1 || fail "make failed: $(tail -n 3 "$work/make.log" | tr '\n' ' ')"

cp src/librdkafka.so.1 "$work/librdkafka.so"
strip --strip-unneeded "$work/librdkafka.so"
chmod 0644 "$work/librdkafka.so"
mv -f "$work/librdkafka.so" "$target"
