"""抽查 (plan §三 “对各地示范点创建情况进行抽查”; domain §3.2): rule, draw, blind judgement, estimate."""
