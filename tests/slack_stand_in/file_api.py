"""Files: what Slack says of one, and its bytes for whoever has the token and the scope."""

from tests.slack_stand_in.web_api import Params, RefusedError, method, need_scope
from tests.slack_stand_in.workspace import Workspace


@method("files.info")
def file_info(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "files:read")
    file = workspace.files.get(params.get("file", ""))
    if file is None:
        raise RefusedError("file_not_found")
    return {"file": file.as_json(workspace.address, workspace.team), "comments": [], "response_metadata": {}}


def content_at(workspace: Workspace, path: str) -> bytes | None:
    """The bytes that lie at that path; None without the scope, where Slack sends one to its login page."""
    file = workspace.files.get(path.removeprefix("/files-pri/").partition("/")[0].partition("-")[2])
    return file.content if file and "files:read" in workspace.scopes else None
