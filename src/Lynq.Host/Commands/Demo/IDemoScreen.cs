namespace Lynq.Host.Commands.Demo;

/// <summary>Shows what happens.</summary>
internal interface IDemoScreen
{
    /// <summary>Shows snapshots until there are no more.</summary>
    Task ShowAsync(IAsyncEnumerable<DemoSnapshot> snapshots, CancellationToken stop);
}
