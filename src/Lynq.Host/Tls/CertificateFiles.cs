using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lynq.Host.Settings;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Tls;

/// <summary>
/// A certificate in files that somebody else renews (cert-manager through a mounted Secret). Looked at again every ten seconds:
/// mounted Secrets change by a swap of links, which file notifications miss.
/// </summary>
internal sealed partial class CertificateFiles : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly string _certificatePath;
    private readonly string _keyPath;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private volatile X509Certificate2 _current;
    private DateTime _stamp;

    private CertificateFiles(string certificatePath, string keyPath, TimeProvider time, ILogger logger)
    {
        (_certificatePath, _keyPath, _logger) = (certificatePath, keyPath, logger);
        _stamp = Stamp();
        _current = Load();
        _timer = time.CreateTimer(_ => Refresh(), null, Interval, Interval);
    }

    /// <summary>The newest certificate that could be read.</summary>
    public X509Certificate2 Current => _current;

    /// <summary>Opens the files.</summary>
    /// <exception cref="SettingsException">A file is missing or no certificate with its key.</exception>
    public static CertificateFiles Open(string folder, string certificate, string key, TimeProvider time, ILogger logger)
    {
        var paths = (Certificate: Path.Combine(folder, certificate), Key: Path.Combine(folder, key));
        try
        {
            return new(paths.Certificate, paths.Key, time, logger);
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new SettingsException($"certificate {paths.Certificate} with key {paths.Key} cannot be read: {e.Message}");
        }
    }

    /// <summary>Whether both files are there.</summary>
    public static bool Exist(string folder, string certificate, string key) =>
        File.Exists(Path.Combine(folder, certificate)) && File.Exists(Path.Combine(folder, key));

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Refresh()
    {
        try
        {
            var stamp = Stamp();
            if (stamp == _stamp)
                return;
            _current = Load();
            _stamp = stamp;
            LogReloaded(_certificatePath, _current.NotAfter);
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
        {
            // In the middle of a swap the pair does not match: keep the old one and look again.
            LogReloadFailed(_certificatePath, e.Message);
        }
    }

    private DateTime Stamp()
    {
        var (certificate, key) = (File.GetLastWriteTimeUtc(_certificatePath), File.GetLastWriteTimeUtc(_keyPath));
        return certificate > key ? certificate : key;
    }

    private X509Certificate2 Load() => X509Certificate2.CreateFromPemFile(_certificatePath, _keyPath);

    [LoggerMessage(Level = LogLevel.Information, Message = "Certificate {Path} was renewed; valid until {NotAfter:u}")]
    private partial void LogReloaded(string path, DateTime notAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Certificate {Path} has changed and cannot be read yet: {Problem}")]
    private partial void LogReloadFailed(string path, string problem);
}
