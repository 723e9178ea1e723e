#!/usr/bin/env bash
# The longer checks: property tests with more examples, the sentence-transformers backend in an
# environment of its own, and outside data where DATA names a folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=.venv/bin
extra=.venv-extra

echo "== 较长的性质测试 · longer property tests"
export HYPOTHESIS_PROFILE=long
# One seed keeps the whole of CI well inside its time; SEEDS="1 2 3" looks further.
for seed in ${SEEDS:-1}; do
  "$bin/pytest" -q -m "hypothesis and not extra" --hypothesis-seed="$seed"
done

echo "== 外部数据 · outside data"
"$bin/pytest" -q -s -m extra tests/extra/test_outside_lists.py tests/extra/test_outside_articles.py

echo "== sentence-transformers"
if [ ! -e "$extra/.ready" ] || [ requirements-extra.lock -nt "$extra/.ready" ]; then
  python3 -m venv "$extra"
  "$bin/uv" pip sync --quiet --require-hashes --python "$extra/bin/python" requirements-extra.lock
  "$bin/uv" pip install --quiet --python "$extra/bin/python" --no-deps --editable .
  touch "$extra/.ready"
fi
"$extra/bin/pytest" -q -m extra tests/extra/test_sentence_transformers.py
