"""The rules of a password, told in Chinese: what is wrong and what to do."""

from __future__ import annotations

from django.contrib.auth import password_validation


class LongEnough(password_validation.MinimumLengthValidator):
    """Ten characters at least."""

    def get_error_message(self) -> str:
        """In words."""
        return f"密码太短，至少要 {self.min_length} 位，请加长。"


class NotCommon(password_validation.CommonPasswordValidator):
    """Not one that everybody tries."""

    def get_error_message(self) -> str:
        """In words."""
        return "这个密码太常见，容易被猜到，请换一个。"


class NotLikeTheAccount(password_validation.UserAttributeSimilarityValidator):
    """Neither the account nor the name of its owner."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "full_name"))

    def get_error_message(self) -> str:
        """In words."""
        return "密码和账号或姓名太像，请换一个。"
