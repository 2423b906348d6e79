using System.Text.Json.Nodes;

namespace Lynq.Host.Commands.Demo;

/// <summary>Where the demo's rows are: its own SQLite file, or a table of the user's on a MySQL server.</summary>
/// <param name="SqlitePath">The file; null for a server.</param>
/// <param name="Server">The server; null for a file.</param>
internal sealed record DemoSource(string? SqlitePath, Uri? Server)
{
    private const string Shape = "mysql://user:password@host:3306/database/table";

    /// <summary>The password; null when there is none.</summary>
    public string? Password => UserPart(1);

    /// <summary>Reads <c>--mysql</c>.</summary>
    /// <exception cref="UserException">It is no such address.</exception>
    public static DemoSource Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == "mysql" && url.Host.Length > 0 && url.UserInfo.Length > 0 && PathOf(url).Length == 2
            ? new(null, url)
            : throw new UserException($"--mysql: write {Shape}; the table needs the columns id, plan, replicas and active");

    /// <summary><c>spec.source</c> of the hub; the password stands under <c>password</c> in the Secret of the given name.</summary>
    public JsonObject ToJson(string secret)
    {
        if (Server is null)
        {
            return new JsonObject
            {
                ["type"] = "sqlite",
                ["syncInterval"] = "1s",
                ["sqlite"] = new JsonObject { ["path"] = SqlitePath, ["table"] = DemoTable.Name },
            };
        }

        var mysql = new JsonObject
        {
            ["host"] = Server.Host,
            ["port"] = Server.Port > 0 ? Server.Port : 3306,
            ["username"] = UserPart(0),
            ["database"] = PathOf(Server)[0],
            ["table"] = PathOf(Server)[1],
        };
        if (Password is not null)
            mysql["passwordRef"] = new JsonObject { ["name"] = secret, ["key"] = "password" };
        return new JsonObject { ["type"] = "mysql", ["syncInterval"] = "1s", ["mysql"] = mysql };
    }

    /// <summary>The place alone: the password must not reach a log.</summary>
    public override string ToString() => Server is null ? "a SQLite table" : $"{PathOf(Server)[1]} on MySQL server {Server.Host}";

    private string? UserPart(int index) =>
        Server?.UserInfo.Split(':', 2) is { } parts && parts.Length > index ? Uri.UnescapeDataString(parts[index]) : null;

    private static string[] PathOf(Uri url) => [.. url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
}
