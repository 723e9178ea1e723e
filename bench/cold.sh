#!/usr/bin/env bash
# How long does `make run` take on a machine that has nothing of it? A fresh clone, empty caches, an empty home.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'cd /; [ -x "$place/clone/.venv/bin/gongjian" ] && "$place/clone/.venv/bin/gongjian" down >/dev/null 2>&1; rm -rf "$place"' EXIT
git clone --quiet "$here" "$place/clone"
cd "$place/clone"
export GONGJIAN_HOME=$place/home XDG_CACHE_HOME=$place/cache UV_CACHE_DIR=$place/uv GONGJIAN_PORT=0 npm_config_cache=$place/npm PIP_CACHE_DIR=$place/pip
for start in "cold" "second"; do
  begun=$(date +%s)
  setsid make run >"$place/$start.log" 2>&1 &
  run=$!
  until grep -q 'http://127.0.0.1' "$place/$start.log"; do
    kill -0 "$run" 2>/dev/null || { tail -20 "$place/$start.log"; exit 1; }
    sleep 0.2
  done
  echo "make run, $start start: $(($(date +%s) - begun)) s"
  # TERM: a shell starts what it sends to the background deaf to INT, until the server listens to it.
  kill -TERM -- "-$run"
  wait "$run" || true
done
