"""Files: what Slack says of one, its bytes for whoever has the token and the scope, and what the bot uploads."""

from tests.slack_stand_in.web_api import Params, RefusedError, method, need_scope
from tests.slack_stand_in.workspace import BOT_USER, File, Workspace


@method("files.info")
def file_info(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "files:read")
    file = workspace.files.get(params.get("file", ""))
    if file is None:
        raise RefusedError("file_not_found")
    return {"file": file.as_json(workspace.address, workspace.team), "comments": [], "response_metadata": {}}


@method("files.getUploadURLExternal")
def upload_url(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "files:write")
    file = File(f"F{workspace.number()}", params["filename"], b"", BOT_USER, "image/png")
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.address}/upload/{workspace.team}-{file.id}", "file_id": file.id}


@method("files.completeUploadExternal")
def complete_upload(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "files:write")
    wanted = [workspace.files.get(one["id"]) for one in params["files"]]
    if not all(file and file.content for file in wanted):
        raise RefusedError("file_not_found")
    return {"files": [file.as_json(workspace.address, workspace.team) for file in wanted]}


def receive(workspaces: list[Workspace], path: str, content: bytes) -> None:
    """Keep the bytes that are sent to an upload's address."""
    team, _, file_id = path.removeprefix("/upload/").partition("-")
    next(workspace for workspace in workspaces if workspace.team == team).files[file_id].content = content


def content_at(workspace: Workspace, path: str) -> bytes | None:
    """The bytes that lie at that path; None without the scope, where Slack sends one to its login page."""
    file = workspace.files.get(path.removeprefix("/files-pri/").partition("/")[0].partition("-")[2])
    return file.content if file and "files:read" in workspace.scopes else None
