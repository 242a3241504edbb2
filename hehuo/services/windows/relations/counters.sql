-- label: 当日在用的窗口
-- population: windows of a department and general windows in use at :as_of; mobile service and terminals have no hall
-- clause: domain item 15 `service_window`
select w.settlement_id, w.window_id, w.has_desks, w.has_network, w.has_queueing, w.has_access, w.has_privacy_line
from service_windows w
where w.kind in ('dedicated', 'general') and w.valid_from <= :as_of and (w.valid_to is null or w.valid_to > :as_of)
