"""巡逻队伍、路线与巡逻台账; feeds 6.2. A patrol checks points, never people."""
