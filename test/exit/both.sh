#!/bin/sh
# both.sh PROGRAM WAY: ends it in that way, the client being the first to use OpenSSL, and not.
set -eu
"$1" "$2"
"$1" "$2" first
