"""What do phone, ID-card, e-mail and account numbers look like? The patterns that ``restricted`` masks.

They are matched on text whose digits, dashes and blanks have one width. Digit runs are taken whole: a pattern
never matches inside a longer run or behind a decimal point.
"""

from __future__ import annotations

import re

_NOT_AFTER = r"(?<![0-9])(?<![0-9]\.)(?<![A-Za-z]-)"
_NOT_BEFORE = r"(?![0-9])"
_GAP = r"[ .·-]?"
_MORE = r"(?:\s?[、/;或]\s?[2-9][0-9]{2,3}-?[0-9]{4}(?![0-9]))*"
_EXTENSION = r"(?:\s?(?:转|-|#|ext\.?|x|分机)\s?[0-9]{1,6}(?![0-9]))?"
_LOCAL = rf"[1-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}"
_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_MOBILE_GROUPS = (
    r"[0-9]{8}",
    r"[ .·-][0-9]{4}[ .·-]?[0-9]{4}",
    r"[0-9]{4}[ .·-][0-9]{4}",
    r"[0-9][ .·-][0-9]{3}[ .·-]?[0-9]{4}",
    r"[0-9][ .·-][0-9]{4}[ .·-][0-9]{3}",
    r"[ .·-][0-9]{3}[ .·-][0-9]{5}",
    r"[0-9]{2}[ .·-][0-9]{3}[ .·-][0-9]{3}",
    r"[ .·-]?[0-9]{2}(?:[ .·-][0-9]{2}){3}",
)
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"

QUICK = re.compile(
    r"\d(?:.{0,2}?\d){6}|[@＠﹫]|[\(\[（【#]at[\)\]）】#]|微信|[QqＱｑ][QqＱｑ]|扣扣|[VvＶｖ][XxＸｘ]|wei ?xin|wechat"
    r"|[〇零○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖\d](?:[ 　-]?[〇零○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖\d]){6}",
    re.IGNORECASE | re.DOTALL,
)
"""What every text with a restricted pattern has; most texts do not have it."""

SPOKEN_RUN = re.compile(
    r"[〇零○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖0-9](?:[ -]?[〇零○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖0-9]){6}"
)

MOBILE = re.compile(
    rf"(?:(?<![0-9])(?:\(?\+|00)\(?86\)?[ -]?|{_NOT_AFTER}(?:86[ -])?|(?<![0-9])86(?=1[3-9][0-9]{{9}}(?![0-9]))|(?<=[^0-9]86))"
    rf"(?:1[3-9][0-9](?:{'|'.join(_MOBILE_GROUPS)})|1[ -][3-9](?:[ -][0-9]){{9}}){_NOT_BEFORE}"
)
LANDLINE = re.compile(
    rf"{_NOT_AFTER}(?:[(\[]\s?{_AREA}\s?[)\]]|{_AREA}){_GAP}\s?{_LOCAL}{_NOT_BEFORE}{_EXTENSION}{_MORE}"
    rf"|(?<![0-9])(?:\(?\+|00)86\)?[ -]?\(?(?:0?10|0?2[0-9]|0?[3-9][0-9]{{2}})\)?[ -]?{_LOCAL}{_NOT_BEFORE}{_EXTENSION}"
)
SERVICE = re.compile(
    rf"{_NOT_AFTER}[48]00(?:[ -]?[0-9]{{3}}[ -]?[0-9]{{4}}|[ -]?[0-9]{{4}}[ -]?[0-9]{{3}}|[ -][0-9]{{7}})"
    rf"{_NOT_BEFORE}(?!\.[0-9]|\s?[元只个万亿]){_EXTENSION}"
)
IDENTITY = re.compile(
    rf"{_NOT_AFTER}(?:[1-8][0-9]{{5}}[ -]?(?:18|19|20)[0-9]{{2}}{_MONTH_DAY}[ -]?[0-9]{{3}}[0-9Xx](?![0-9A-Za-z])"
    rf"|[1-8][0-9]{{7}}{_MONTH_DAY}[0-9]{{3}}(?![0-9A-Za-z]|\.[0-9]))"
)
ALWAYS = (MOBILE, LANDLINE, SERVICE)

LONG_NUMBER = re.compile(
    rf"{IDENTITY.pattern}|{_NOT_AFTER}(?:[0-9]{{16,19}}|[0-9]{{4}}([ -])[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}(?:\1[0-9]{{1,3}})?){_NOT_BEFORE}"
)

GLUED_MOBILE = re.compile(rf"{_NOT_AFTER}[0-9]{{1,4}}1[3-9][0-9]{{9}}(?![0-9]|\.[0-9]|\s?[元只个件套])")
"""A mobile number right behind another number (编号202613912345678): both are masked."""

EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}\s?(?:@|[(\[#{<]at[)\]#}>])\s?[A-Za-z0-9-]{1,63}"
    r"(?:(?:\s?(?:\.|[(\[]dot[)\]])\s?)[A-Za-z0-9-]{1,63}){1,5}",
    re.IGNORECASE | re.ASCII,
)

HANDLE_AFTER_WORD = re.compile(
    r"(?:微信|扣扣|weixin|wei xin|wechat|(?<![A-Za-z])vx|(?<![A-Za-z])qq)\s?(?:同?号|群|账号|帐号|id)?\s?(?:号|是|为|:|,|-|=|\()?\s?"
    r"((?:[A-Za-z_][\w-]{5,29}|[0-9]{5,12})(?![\w@]))",
    re.IGNORECASE | re.ASCII,
)

PHONE_AFTER_WORD = re.compile(
    r"(?:电话|手机|座机|联系方式|热线|传真|致电|拨打|来电|联络方式|tel|phone|mobile|fax)[^0-9\n\t,;*]{0,8}"
    r"((?<![0-9])[2-9][0-9]{2,3}[ -]?[0-9]{4}(?:\s?(?:转|-|#|ext\.?|x|分机)\s?[0-9]{1,6})?(?![0-9])"
    r"(?:\s?[、/,;或和]\s?[2-9][0-9]{2,3}[ -]?[0-9]{4}(?:\s?(?:转|-|#|分机)\s?[0-9]{1,6})?(?![0-9]))*)",
    re.IGNORECASE,
)

ACCOUNT_AFTER_WORD = re.compile(
    r"(?:账号|帐号|账户|帐户|卡号|身份证号?码?|支付宝)[^0-9A-Za-z\n\t*]{0,6}((?<![0-9])[0-9](?:[ -]?[0-9]){7,29}[Xx]?(?![0-9]))"
)

LOCAL_IN_PHRASE = re.compile(
    r"(?:(?:咨询|报名|预约|值班|联系|办公|传呼|总机|专线)[:：]?\s?"
    r"((?<![0-9])(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2]))[2-9][0-9]{2,3}[ -]?[0-9]{4}"
    r"(?:\s?(?:转|-|#|分机)\s?[0-9]{1,6})?(?![0-9]|\s?[人次元名个件只场份万位年])))"
    r"|((?<![0-9.])(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2]))[2-9][0-9]{7}"
    r"(?:\s?(?:转|#|分机)\s?[0-9]{1,6}|-[0-9]{3,4}(?![0-9-])|(?=\s?[(\[](?:办|宅|家|o|h)[)\]])))",
    re.IGNORECASE,
)
"""A local number behind a word of asking (咨询：84651234), or with an extension."""

_TIME_STAMP = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){2}[0-9]{2,3}"
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:[ -](?:19|20)[0-9]{2}){2,4}")


def looks_like_time(text: str) -> bool:
    """Whether a long number is a time stamp (20200125160000123) or a row of years (2017-2018-2019-2020)."""
    return bool(_TIME_STAMP.fullmatch(text) or _YEARS.fullmatch(text))
