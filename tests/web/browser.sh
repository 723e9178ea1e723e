#!/usr/bin/env bash
# Are Chromium and a Chinese font here for the page's tests? Debian's packages, where root may install them.
set -euo pipefail

browser() { [ -n "${CHROMIUM:-}" ] || command -v chromium > /dev/null; }
font() { [ -n "$(fc-list :lang=zh family 2> /dev/null)" ]; }

if browser && font; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "安装 Chromium 和中文字体（Debian 软件包） · installing Chromium and a Chinese font (Debian's packages)"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fonts-noto-cjk fontconfig > /dev/null
fi
if browser && font; then exit 0; fi
echo "页面测试需要 Chromium 和中文字体：请以 root 运行 apt-get install chromium fonts-noto-cjk，或用 CHROMIUM=路径 指明浏览器"
echo "the page's tests need Chromium and a Chinese font: as root, apt-get install chromium fonts-noto-cjk, or name the browser in CHROMIUM=path"
exit 2
