using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Sources;

namespace Lynq.Actors.Hub;

/// <summary>
/// Reads the rows of one hub: follows the Secrets that its connection needs, keeps the source open from sync to sync, and
/// opens another when settings or credentials have changed (contract §5.1).
/// </summary>
internal sealed class RowReader(IRowSources sources, IInformers informers, TimeProvider time, Action secretChanged) : IAsyncDisposable
{
    private readonly Dictionary<string, SecretWatch> _secrets = new(StringComparer.Ordinal);
    private (SourceConnection Connection, RowMapping Mapping)? _opened;
    private IRowSource? _source;

    /// <summary>Reads all rows, once. One call at a time.</summary>
    /// <exception cref="SourceException">The read failed; nothing may be concluded from what was taken in.</exception>
    public async Task<SyncedRows> ReadAsync(LynqHub hub, HubState state, CancellationToken cancellationToken)
    {
        var mapping = HubDatabase.Mapping(hub.Spec);
        var secrets = await SecretsAsync(hub, cancellationToken);
        var connection = HubDatabase.Connection(hub.Spec, name => secrets.GetValueOrDefault(name));
        var source = await OpenAsync(connection, mapping);
        var intake = new RowIntake(mapping, state.Rows, (uid, hash) => PairPlan.NeedsValues(state, uid, hash));
        await foreach (var row in source.ReadAsync(cancellationToken))
        {
            intake.Add(row);
        }

        return intake.Finish();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _secrets.Values)
        {
            await watch.DisposeAsync();
        }

        _secrets.Clear();
        await CloseAsync();
    }

    private async Task<IReadOnlyDictionary<string, SecretContent?>> SecretsAsync(LynqHub hub, CancellationToken cancellationToken)
    {
        var wanted = HubDatabase.Secrets(hub.Spec);
        foreach (var name in _secrets.Keys.Except(wanted, StringComparer.Ordinal).ToList())
        {
            _secrets.Remove(name, out var old);
            await old!.DisposeAsync();
        }

        var contents = new Dictionary<string, SecretContent?>(StringComparer.Ordinal);
        foreach (var name in wanted)
        {
            if (!_secrets.TryGetValue(name, out var watch))
            {
                watch = new SecretWatch(informers, hub.Metadata.Namespace ?? string.Empty, name, secretChanged, time);
                _secrets[name] = watch;
            }

            contents[name] = await ReadAsync(watch, name, cancellationToken);
        }

        return contents;
    }

    private static async Task<SecretContent?> ReadAsync(SecretWatch watch, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.ReadAsync(cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new SourceException(
                SourceErrorKind.BadConfiguration,
                $"Secret \"{name}\" could not be read within 30 s: check that the operator may get, list and watch secrets in the hub's namespace");
        }
    }

    private async Task<IRowSource> OpenAsync(SourceConnection connection, RowMapping mapping)
    {
        if (_source is not null && _opened is { } opened && opened.Connection == connection && opened.Mapping.Equals(mapping))
        {
            return _source;
        }

        await CloseAsync();
        _source = sources.Open(connection, mapping);
        _opened = (connection, mapping);
        return _source;
    }

    private async Task CloseAsync()
    {
        if (_source is { } source)
        {
            _source = null;
            _opened = null;
            await source.DisposeAsync();
        }
    }
}
