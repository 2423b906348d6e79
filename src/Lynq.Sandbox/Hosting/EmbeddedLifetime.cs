using Microsoft.Extensions.Hosting;

namespace Lynq.Sandbox.Hosting;

/// <summary>Leaves the process's signals to the process: a server inside it ends when it is disposed.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
