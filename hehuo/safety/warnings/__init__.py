"""预警规则、预警台账、事件台账、演练; feeds 6.5. A warning is about a place, a thing, a kind of event or the weather."""
