#!/bin/sh
# Chromium and its driver from Debian, where this machine lets us install them.
# Without them the browser tests skip and say why; in CI (CI set) they must run.
set -u
command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1 && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium, and no right to install it: the browser tests will skip." >&2
    [ -z "${CI:-}" ] || exit 1
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
if apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null; then
    exit 0
fi
echo "Chromium could not be installed: the browser tests will skip." >&2
[ -z "${CI:-}" ] || exit 1
