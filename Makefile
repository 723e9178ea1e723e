# 共建 Gongjian · `make` lists the verbs.
# Everything is installed into .venv (packages by hash from requirements.lock) and the user's cache folder.

PYTHON ?= python3
UV := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
DATA ?=

.DEFAULT_GOAL := help
.PHONY: help run demo test browser test-extra check unit bench lock clean

help: ## 列出命令 · list the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python ≥ 3.11：请安装后用 make PYTHON=python3.11 重试 | Python 3.11 or newer is needed: install it, then make PYTHON=python3.11"; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "无法建立虚拟环境（Debian：apt-get install python3-venv） | no virtual environment could be made (Debian: apt-get install python3-venv)"; exit 2; }
	@echo "安装依赖 · installing packages"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	@$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

run: $(VENV)/.ready ## 启动：引擎、示例、索引、示例问答，然后提供服务 · everything, then serve
	@$(BIN)/gongjian demo --serve

demo: $(VENV)/.ready ## 同上但不提供服务 · the same without serving
	@$(BIN)/gongjian demo

check: $(VENV)/.ready ## 静态检查 · formatting, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.ready ## 不需要引擎的测试 · tests that need no engine
	$(BIN)/pytest -q -m "not store and not extra"

browser: ## 页面测试用的浏览器与字体 · browser and font for the page's tests
	@bash tests/web/browser.sh

test: check browser ## 全部测试 · all checks and tests
	$(BIN)/pytest -q -m "not extra"

test-extra: $(VENV)/.ready ## 较长的测试、外部数据（DATA=目录） · longer tests, outside sets
	DATA="$(DATA)" bash tests/extra/run.sh

bench: $(VENV)/.ready ## 测速，只打印不判定 · timings, printed and never judged
	$(BIN)/python -m bench

lock: $(VENV)/.ready ## 重新锁定依赖 · resolve requirements.lock anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra dev --extra sentence-transformers pyproject.toml -o requirements-extra.lock

clean: ## 删除环境与缓存（不动数据） · remove environment and caches, not the data
	rm -rf $(VENV) .venv-extra build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
