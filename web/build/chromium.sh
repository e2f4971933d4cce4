#!/bin/sh
# Chromium and a Chinese font for the browser tests: installed from Debian where that is allowed.
set -eu

chromium=${CHROMIUM:-/usr/bin/chromium}
missing=
[ -x "$chromium" ] || missing="chromium"
fc-list ':lang=zh-cn' 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk fontconfig"
[ -n "$missing" ] || exit 0

line="apt-get install -y --no-install-recommends $missing"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "installing $missing"
	# shellcheck disable=SC2086
	DEBIAN_FRONTEND=noninteractive apt-get update -qq && DEBIAN_FRONTEND=noninteractive $line >/dev/null
else
	echo "the browser tests need Chromium and a Chinese font; install them with: sudo $line" >&2
	echo "(CHROMIUM names a Chromium that is elsewhere)" >&2
	exit 1
fi
