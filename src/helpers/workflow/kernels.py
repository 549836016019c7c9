"""Kernels forked from the launch's fork server, for whoever runs a notebook by papermill.

jupyter_client's way in for this is a *kernel provisioner*. Where no server can be reached a kernel
is started as always.
"""

import asyncio
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from helpers.workflow import warm_client

_PYTHON = "python3"
_LOOK_AGAIN_S = 0.005
_LISTEN_S = 0.01


class WarmProvisioner(LocalProvisioner):
    """A kernel that is forked, with all that holds for one started by a command."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel; start it plainly where there is no server."""
        arguments, folder = cmd[cmd.index("-f") :], kwargs.get("cwd")
        process = warm_client.start("kernel", arguments, kwargs["env"], folder)
        if process is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process
        self.pid = self.pgid = process.pid
        self.cwd = folder
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and see its end, which its manager looks for ten times a second."""
        await super().kill(restart)
        await self.wait()

    async def wait(self) -> int | None:
        """Until the kernel has ended, which takes it a few milliseconds."""
        while await self.poll() is None:
            await asyncio.sleep(_LOOK_AGAIN_S)
        return await super().wait()


class WarmKernelClient(AsyncKernelClient):
    """A client that waits no longer than a forked kernel needs to be ready.

    jupyter_client listens for a fifth of a second to what a kernel says while it starts. A forked
    one has said it by then, and what comes later is known by the request it answers.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Until the kernel answers and its outputs are heard."""
        channel, heard = self.iopub_channel, False
        listen = channel.get_msg

        async def get_msg(timeout: float | None = None) -> dict[str, Any]:
            nonlocal heard
            message = await listen(timeout=_LISTEN_S if heard else timeout)
            heard = True
            return message

        channel.get_msg = get_msg
        try:
            await super().wait_for_ready(timeout)
        finally:
            del channel.get_msg


class WarmKernelManager(AsyncKernelManager):
    """A manager whose Python kernels are forked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.kernel_name == _PYTHON:
            self.client_factory = WarmKernelClient
            self.provisioner = WarmProvisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
