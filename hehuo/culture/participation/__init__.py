"""Who came and who says that it was so: 签到, 扫码计数, 群众确认 (items 2, 5, 8)."""
