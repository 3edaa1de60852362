#!/usr/bin/env bash
# Puts DuckDB's own shared library at artifacts/native/duckdb/<version>/libduckdb.so, taken from the
# npm package that DuckDB publishes it in. Safe to run again: a library that is there stays.
set -euo pipefail

package='@duckdb/node-bindings-linux-x64'
package_version='1.5.6-r.1'
duckdb_version='1.5.6'
# npm's own "integrity" of that tarball, without the leading "sha512-".
tarball_sha512='IXcrZJE6kEqM0Z4wwdVnGBHX/frOS33VPNAwDXQ/Q+Fs84b058Qe94chrCCIcNJlG8Y3UHIUU4eBeCQxW5mN1Q=='

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

npm pack "$package@$package_version" --pack-destination "$work" --silent >"$work/npm.out" 2>"$work/npm.err" ||
  fail "npm could not fetch $package@$package_version (offline?): $(tr '\n' ' ' <"$work/npm.err" | cut -c 1-200)"

tarball="$(find "$work" -maxdepth 1 -name '*.tgz' -print -quit)"
[[ -n "$tarball" ]] || fail 'npm pack left no tarball'

actual="$(openssl dgst -sha512 -binary "$tarball" | base64 --wrap=0)"
[[ "$actual" == "$tarball_sha512" ]] || fail "the tarball's sha512 is $actual, expected $tarball_sha512"

tar -xzf "$tarball" -C "$work" package/libduckdb.so
chmod 0644 "$work/package/libduckdb.so"
# npm dates every file 1985; builds copy what is newer, so a changed library must look new.
touch "$work/package/libduckdb.so"
mv -f "$work/package/libduckdb.so" "$target"
