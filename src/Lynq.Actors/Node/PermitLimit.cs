namespace Lynq.Actors.Node;

/// <summary>Cancels a write when its permit runs out, or when the actor shall end.</summary>
internal sealed class PermitLimit : IDisposable
{
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource? _end;
    private readonly CancellationTokenSource? _either;

    /// <summary>Begins to count.</summary>
    public PermitLimit(PermitGranted? permit, NodeScope scope)
    {
        _stopping = scope.Stopping;
        if (permit?.UseBy is { } useBy)
        {
            _end = new CancellationTokenSource(useBy - scope.Now, scope.Time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, _stopping);
        }
    }

    /// <summary>For the write.</summary>
    public CancellationToken Token => _either?.Token ?? _stopping;

    /// <summary>Whether it was the permit that ended the write.</summary>
    public bool HasPassed => _end is { IsCancellationRequested: true } && !_stopping.IsCancellationRequested;

    /// <inheritdoc />
    public void Dispose()
    {
        _either?.Dispose();
        _end?.Dispose();
    }
}
