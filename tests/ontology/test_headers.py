"""Do the wordings of properties and classes cover how districts head their lists?"""

from __future__ import annotations

import unicodedata

import pytest

from ontology.model import Ontology


def key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "ZPC")


HEADERS = {
    "name": "名称 全称 name title",
    "party": "单位名称 机构名称 共建单位 成员单位 单位",
    "providedBy": "资源提供单位 提供单位 责任单位 供应单位 服务单位 provider",
    "neededBy": "需求单位 提出单位 申请单位 求助单位 requester",
    "claimedBy": "认领单位 承接单位 责任单位",
    "item": "项目名称 服务内容 资源名称 物资名称 需求内容 需求名称 服务项目 品名 item",
    "category": "类别 资源类型 需求类别 类型 category type",
    "about": "资源类别",
    "quantity": "数量 需求数量 库存 value qty amount 产能",
    "unit": "计量单位 单位 unit",
    "capacity": "可容纳人数 容纳人数 座位数 床位数 capacity",
    "floorArea": "面积 建筑面积 面积（平方米）",
    "standard": "执行标准 标准号",
    "specification": "规格 型号 规格型号 spec",
    "slot": "开放时间 服务时间 可用时间 时间 opening hours",
    "eligibility": "服务对象 适用人群 面向群体 受益人群 audience",
    "cost": "收费标准 是否免费 收费 fee",
    "address": "地址 详细地址 地点 address",
    "inPlace": "所在地 所属区域 location",
    "province": "省 省份 province",
    "city": "市 城市 city",
    "district": "区县 区 县 县（市、区） district",
    "street": "街道 乡镇 街道（乡镇） street",
    "neighbourhood": "所属社区 所在社区",
    "contactPerson": "联系人 负责人 联络员",
    "telephone": "联系电话 手机 电话 phone",
    "instantMessaging": "微信 QQ wechat",
    "validUntil": "有效期 截止日期 deadline",
    "statedOn": "发布时间 更新时间 updated",
    "remark": "备注 说明 remarks",
    "rowNumber": "序号",
    "identifier": "编号 id",
    "uscc": "统一社会信用代码",
    "sourceName": "来源 source",
    "reviewStatus": "审核状态",
    "latitude": "纬度 lat",
    "longitude": "经度 lon lng",
}


@pytest.mark.parametrize(("name", "headers"), HEADERS.items())
def test_header_wordings(ontology: Ontology, name: str, headers: str) -> None:
    known = {key(w) for w in ontology.properties[name].wordings}
    wanted = {key(w) for w in headers.replace("opening hours", "openinghours").split()}
    assert wanted <= known


@pytest.mark.parametrize(
    ("wording", "cls"),
    [
        ("医院", "Hospital"),
        ("酒店", "Hotel"),
        ("宾馆", "Hotel"),
        ("旅馆", "Hotel"),
        ("企业", "Enterprise"),
        ("厂商", "Enterprise"),
        ("公司", "Enterprise"),
        ("工厂", "Manufacturer"),
        ("学校", "School"),
        ("高校", "University"),
        ("社区", "Community"),
        ("居委会", "Community"),
        ("物流", "LogisticsCompany"),
        ("党组织", "PartyOrganization"),
        ("联盟", "Alliance"),
    ],
)
def test_class_wordings(ontology: Ontology, wording: str, cls: str) -> None:
    assert [c.name for c in ontology.classes.values() if wording in c.wordings] == [cls]
