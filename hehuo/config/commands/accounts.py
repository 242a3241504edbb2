"""`hehuo administrator`: the first account of a new installation, and the way back in when every administrator is out."""

from __future__ import annotations

from typing import Annotated

import typer

from hehuo.config.commands.output import as_json, refuse

ON_THE_MACHINE = "在服务器上用命令办理"


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command("administrator", help="开系统管理员账号，或让已有的系统管理员重新登录")(administrator)


def administrator(
    username: Annotated[str, typer.Argument(help="账号，如 xitong-zhang")],
    name: Annotated[str, typer.Option("--name", help="本人姓名（新开时必填）")] = "",
    json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Print a password that must be changed at the first sign-in; exit 2 when the account is somebody else's."""
    from django.core.exceptions import ValidationError

    from hehuo.config.commands.serving import prepare

    prepare(with_demo=False)
    try:
        made, password = _made_or_let_in(username.strip().lower(), name)
    except ValidationError as problem:
        refuse("\n".join(problem.messages))
    if json:
        as_json({"username": username.strip().lower(), "password": password, "new": made})
        return
    typer.echo(
        f"{'系统管理员账号已开好' if made else '系统管理员的密码和动态口令已重置'}：{username.strip().lower()}"
    )
    typer.echo(f"首次密码：{password}")
    typer.echo("密码只显示这一次。请用它登录，先设置动态口令，再换成自己的密码；其他账号在“系统—账号”里开。")


def _made_or_let_in(username: str, name: str) -> tuple[bool, str]:
    """A new administrator, or an existing one with a new first password and no second factor."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from hehuo.desk.accounts import services
    from hehuo.org.models import Area, Post, User
    from hehuo.org.roles import Role

    account = User.objects.filter(username=username).first()
    if account is None:
        if not name.strip():
            raise ValidationError(
                f"请加 --name 写明本人姓名，例如：hehuo administrator {username} --name 张三"
            )
        city = Area.objects.get(kind=Area.Kind.CITY)
        new = services.Appointment(Role.SYSADMIN, city, timezone.localdate(), title="系统管理员")
        return True, services.open_account(username, name, new, by=None, reason=ON_THE_MACHINE)[1]
    if not Post.objects.held_at(timezone.localdate()).filter(user=account, role=Role.SYSADMIN).exists():
        raise ValidationError(f"账号 {username} 已有人用，而且不是系统管理员，请换一个账号名。")
    return False, services.let_in(account, by=None, reason=ON_THE_MACHINE)
