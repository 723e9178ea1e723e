"""When is something near in meaning, and not just the nearest of what is there? If it beats talk about anything else.

Cosines of a model of E5's kind lie between .75 and .93 whatever is asked, and where in it depends on the question's
language and length, so no fixed floor parts sense from nonsense (AUC .885). A question's own cosines to a few sentences
of everyday talk do (AUC .991; ``docs/decisions/0005-vectors.md`` has the curve): what is not nearer to the question
than every one of them, by ``MARGIN``, is no answer to it.
"""

from __future__ import annotations

from typing import Final

MARGIN: Final = 0.01
"""On 48 questions with an answer it lost one (which words find anyway), of 48 without one it turned 34 away."""

SENTENCES: Final = (
    "今天天气很好",
    "他昨天去看了一场电影",
    "这道菜的味道不错",
    "球队赢得了比赛",
    "宇宙中有很多星星",
    "猫喜欢睡觉",
    "股票价格上涨",
    "音乐会在晚上举行",
    "数学公式的证明",
    "程序运行出错",
    "哈哈",
    "abc xyz 123",
    "历史上的国王",
    "学习弹钢琴",
    "新款手机发布",
    "生日快乐",
    "夏天去海边旅行",
    "恋爱的烦恼",
    "I like to read books",
    "the weather is nice",
)
"""Nothing that an alliance would offer or need; both languages, and noise."""
