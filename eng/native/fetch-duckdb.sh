#!/usr/bin/env bash
# Puts DuckDB's own shared library at artifacts/native/duckdb/<version>/libduckdb.so, taken from the
# npm package that DuckDB publishes it in. Safe to run again: a library that is there stays.
set -euo pipefail

package='@duckdb/node-bindings-linux-x64'
package_version='1.5.6-r.1'
duckdb_version='1.5.6'
# npm's "integrity" of that tarball, in hexadecimal.
tarball_sha512='21772b64913a904a8cd19e30c1d5671811d7fdface4b7dd53cd0300d743f43e16cf386f4e7c41ef78721ac208870d2651bc6375072145387817824315b998dd5'

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
target="$root/artifacts/native/duckdb/$duckdb_version/libduckdb.so"
shown="${target#"$root"/}"

fail() {
  echo "fetch-duckdb: $1" >&2
  exit 1
}

if [[ -s "$target" ]]; then
  echo "fetch-duckdb: $shown present"
  exit 0
fi

[[ "$(uname -sm)" == 'Linux x86_64' ]] || fail "only Linux x86_64 is supported, this is $(uname -sm)"
command -v npm >/dev/null || fail 'npm is not installed; it is needed once, to fetch libduckdb.so'

echo "fetch-duckdb: taking libduckdb.so $duckdb_version from npm package $package@$package_version to $shown"

mkdir -p "$(dirname "$target")"
# Beside the target, so that the last mv stays on one file system and is atomic.
work="$(mktemp -d "$(dirname "$target")/.fetch.XXXXXX")"
trap 'rm -rf "$work"' EXIT

npm pack "$package@$package_version" --pack-destination "$work" --loglevel error >"$work/npm.out" 2>"$work/npm.err" ||
  fail "npm could not fetch $package@$package_version, offline? ($(head -n 1 "$work/npm.err"))"

tarball="$(find "$work" -maxdepth 1 -name '*.tgz' -print -quit)"
[[ -n "$tarball" ]] || fail 'npm pack left no tarball'

actual="$(sha512sum "$tarball" | cut -d ' ' -f 1)"
[[ "$actual" == "$tarball_sha512" ]] || fail "the tarball's sha512 is $actual, expected $tarball_sha512"

tar -xzf "$tarball" -C "$work" package/libduckdb.so
chmod 0644 "$work/package/libduckdb.so"
# npm dates every file 1985; builds copy what is newer, so a changed library must look new.
touch "$work/package/libduckdb.so"
mv -f "$work/package/libduckdb.so" "$target"
