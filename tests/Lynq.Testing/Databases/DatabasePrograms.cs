namespace Lynq.Testing;

/// <summary>Where Debian puts the database servers, and as whom they run: neither wants to be root.</summary>
public static class DatabasePrograms
{
    private const string PostgreSqlFolder = "/usr/lib/postgresql/15/bin";

    /// <summary>Why tests on a real MariaDB cannot run here, or null when they can.</summary>
    public static string? WhyNoMariaDb { get; } = Missing("MariaDB", "mariadb-server", "/usr/sbin/mariadbd", "/usr/bin/mariadb-install-db", "/usr/bin/mariadb");

    /// <summary>Why tests on a real PostgreSQL cannot run here, or null when they can.</summary>
    public static string? WhyNoPostgreSql { get; } = Missing("PostgreSQL 15", "postgresql-15", PostgreSql("postgres"), PostgreSql("initdb"), PostgreSql("psql"));

    /// <summary>A program of PostgreSQL 15.</summary>
    public static string PostgreSql(string name) => Path.Combine(PostgreSqlFolder, name);

    /// <summary>A command line that runs as that user if we are root, and as ourselves if we are not.</summary>
    public static string[] RunAs(string user, params string[] command) =>
        IsRoot ? ["/usr/bin/setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--", .. command] : command;

    /// <summary>Gives a folder to that user if we are root.</summary>
    public static Task GiveAsync(string user, string folder) =>
        IsRoot ? OneShot.RunAsync("", "/bin/chown", "-R", user, folder) : Task.CompletedTask;

    private static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    private static string? Missing(string what, string package, params string[] programs) =>
        programs.FirstOrDefault(program => !File.Exists(program)) is { } missing ? $"{what} is not installed ({missing}): apt-get install {package}" : null;
}
