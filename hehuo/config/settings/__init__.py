"""Settings by place of use: embedded (default), production, test."""
