"""How are the sample lists made? Run ``python samples/build.py`` to write them again.

Three districts, three dialects, all illustrative: the districts are real places, the organisations,
their offers, their needs and their telephone numbers are invented. A test compares the files with this script.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

FOLDER = Path(__file__).parent

RESOURCES = [
    [
        "序号",
        "资源提供单位",
        "资源类别",
        "资源名称",
        "数量",
        "可容纳人数",
        "开放时间",
        "服务对象",
        "收费",
        "地址",
        "联系人",
        "联系电话",
        "备注",
    ],
    [
        1,
        "示例银杏里社区卫生服务中心",
        "服务资源",
        "老年人免费体检",
        "每月40人次",
        "",
        "每周三上午",
        "65岁以上老人",
        "免费",
        "南京市玄武区银杏里3号",
        "钱示例",
        "13800000001",
        "行动不便的独居老人可上门",
    ],
    [
        2,
        "示例学院",
        "阵地资源",
        "阶梯教室",
        "2间",
        "180",
        "周末",
        "驻区单位、居民",
        "免费",
        "南京市玄武区学府坡9号",
        "孙示例",
        "025-80000002",
        "寒暑假除外",
    ],
    [
        3,
        "示例学院",
        "人才资源",
        "大学生志愿者",
        "60名",
        "",
        "周六、周日",
        "儿童、老人",
        "免费",
        "南京市玄武区学府坡9号",
        "孙示例",
        "025-80000002",
        "可做课后辅导和手机教学",
    ],
    [
        4,
        "示例梧桐律师事务所",
        "服务资源",
        "法律咨询",
        "每月2场",
        "",
        "每月第一个周五下午",
        "居民",
        "免费",
        "南京市玄武区梧桐路18号",
        "李示例",
        "13800000003",
        "",
    ],
    [
        5,
        "示例银城酒店有限公司",
        "阵地资源",
        "会议室",
        "3间",
        "50",
        "工作日",
        "党建联盟成员单位",
        "优惠",
        "南京市玄武区银城路1号",
        "周示例",
        "13800000004",
        "需提前三天预约",
    ],
    [
        6,
        "示例玄武家政服务有限公司",
        "服务资源",
        "家电维修",
        "每月20户",
        "",
        "长期",
        "困难家庭",
        "免费",
        "南京市玄武区银城路25号",
        "吴示例",
        "13800000005",
        "材料费自理",
    ],
    [
        7,
        "示例街道第一幼儿园",
        "阵地资源",
        "室外活动场地",
        "1处",
        "120",
        "周日",
        "居民",
        "免费",
        "南京市玄武区银杏里8号",
        "郑示例",
        "13800000006",
        "",
    ],
    [
        8,
        "示例爱心药业有限公司",
        "物资资源",
        "医用外科口罩",
        "2万只",
        "",
        "长期",
        "不限",
        "免费",
        "南京市玄武区药谷路2号",
        "王示例",
        "13800000007",
        "YY 0469-2011，可送货到玄武区、秦淮区",
    ],
]
NEEDS = [
    ["序号", "需求单位", "需求内容", "需求数量", "希望时间", "服务对象", "所在地", "联系电话", "备注"],
    [
        1,
        "示例银杏里社区",
        "独居老人体检",
        "25人",
        "2026年5月",
        "独居老人",
        "南京市玄武区",
        "13800000011",
        "希望免费",
    ],
    [
        2,
        "示例银杏里社区",
        "能坐100人的会议场地",
        "1间",
        "周六",
        "居民",
        "南京市玄武区",
        "13800000011",
        "开居民大会用",
    ],
    [3, "示例梧桐社区", "暑期课后托管志愿者", "10名", "暑假", "儿童", "南京市玄武区", "13800000012", ""],
    [4, "示例梧桐社区", "医用外科口罩", "3000只", "", "居民", "南京市玄武区", "13800000012", ""],
    [
        5,
        "示例学院",
        "学生社会实践岗位",
        "30个",
        "寒暑假",
        "大学生",
        "南京市玄武区",
        "025-80000002",
        "可双向互补",
    ],
]
SERVICES = [
    [
        "共建单位",
        "可认领服务",
        "服务频次",
        "单次服务人数",
        "是否收费",
        "面向人群",
        "所属区县",
        "对接人",
        "手机",
        "信用等级",
    ],
    [
        "示例西湖口腔医院",
        "口腔义诊",
        "每季度一次",
        "60人",
        "免费",
        "老人、儿童",
        "杭州市西湖区",
        "冯示例",
        "13900000001",
        "A",
    ],
    [
        "示例心桥心理咨询工作室",
        "心理咨询",
        "每周二晚上",
        "8人",
        "免费",
        "青少年及家长",
        "杭州市西湖区",
        "陈示例",
        "13900000002",
        "A",
    ],
    [
        "示例茶乡合作社",
        "茶艺培训",
        "每月一次",
        "30人",
        "收费",
        "居民",
        "杭州市西湖区",
        "褚示例",
        "13900000003",
        "B",
    ],
    [
        "示例科技大学",
        "科普讲座",
        "每月两次",
        "200人",
        "免费",
        "中小学生",
        "杭州市西湖区",
        "卫示例",
        "13900000004",
        "A",
    ],
    [
        "示例物业服务有限公司",
        "停车位错时共享",
        "每天18:00-8:00",
        "45个",
        "优惠",
        "居民",
        "杭州市西湖区",
        "蒋示例",
        "13900000005",
        "B",
    ],
    [
        "示例城西食堂",
        "老年助餐",
        "工作日中午",
        "80人",
        "优惠",
        "60岁以上老人",
        "杭州市西湖区",
        "沈示例",
        "13900000006",
        "A",
    ],
]
OFFERS = [
    {
        "单位名称": "示例蓉城纺织有限公司",
        "单位类型": "企业",
        "所在区": "成都市武侯区",
        "地址": "成都市武侯区锦绣街6号",
        "提供": [
            {"物资": "医用防护口罩", "数量": "5000只", "执行标准": "GB 19083-2010"},
            {"物资": "医用外科口罩", "数量": "3万只", "执行标准": "YY 0469-2011"},
        ],
        "配送范围": "成都市",
        "有效期至": "2027-06-30",
        "联系人": "韩示例",
        "联系电话": "13700000001",
    },
    {
        "单位名称": "示例武侯区人民医院",
        "单位类型": "医院",
        "所在区": "成都市武侯区",
        "地址": "成都市武侯区浆洗坡12号",
        "提供": [{"服务": "急救知识培训", "数量": "每季度1场", "可容纳人数": "100"}],
        "有效期至": "2027-12-31",
        "联系人": "杨示例",
        "联系电话": "13700000002",
    },
    {
        "单位名称": "示例浆洗坡商会",
        "单位类型": "社会组织",
        "所在区": "成都市武侯区",
        "地址": "成都市武侯区浆洗坡88号",
        "提供": [{"资金": "助学金", "数量": "10万元"}, {"物资": "轮椅", "数量": "12辆"}],
        "有效期至": "2026-12-31",
        "联系人": "朱示例",
        "联系电话": "13700000003",
    },
    {
        "单位名称": "示例锦里小学",
        "单位类型": "学校",
        "所在区": "成都市武侯区",
        "地址": "成都市武侯区锦绣街30号",
        "提供": [{"场地": "篮球场", "数量": "2个", "可容纳人数": "40", "开放时间": "周末 9:00-17:00"}],
        "有效期至": "2027-02-28",
        "联系人": "秦示例",
        "联系电话": "13700000004",
    },
]


def workbook() -> bytes:
    """The 玄武区 workbook: a merged title above the header, two sheets, a merged provider."""
    book = Workbook()
    book.properties.creator = "示例"
    book.properties.created = book.properties.modified = datetime(2026, 3, 1)
    book.remove(book.active)
    for name, title, rows in (
        ("资源清单", "玄武区银杏里片区党建联盟资源清单（示例，2026年3月1日）", RESOURCES),
        ("需求清单", "玄武区银杏里片区党建联盟需求清单（示例，2026年3月1日）", NEEDS),
    ):
        sheet = book.create_sheet(name)
        sheet.append([title])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
        sheet["A1"].alignment, sheet["A1"].font = Alignment(horizontal="center"), Font(bold=True)
        for row in rows:
            sheet.append([value if value != "" else None for value in row])
    resources = book["资源清单"]
    for column in "BLKJ":
        resources[f"{column}5"].value = None
        resources.merge_cells(f"{column}4:{column}5")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def table() -> bytes:
    """The 西湖区 list: a CSV in GB18030, as an office program saves it."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(SERVICES)
    return buffer.getvalue().encode("gb18030")


def lines() -> bytes:
    """The 武侯区 list: JSON lines with nested items."""
    return "".join(json.dumps(offer, ensure_ascii=False) + "\n" for offer in OFFERS).encode()


FILES = {
    "玄武区资源与需求清单（示例）.xlsx": workbook,
    "西湖区可认领服务清单（示例）.csv": table,
    "武侯区共建资源清单（示例）.jsonl": lines,
}


def main() -> None:
    """Write every sample file."""
    for name, make in FILES.items():
        (FOLDER / name).write_bytes(make())


if __name__ == "__main__":
    main()
