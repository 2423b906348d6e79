using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Dicts;
using Lynq.Templates.Functions.Text;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Urls;

/// <summary>Functions that take URLs apart and put them together.</summary>
internal static class UrlFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("urlParse", [Types.String], Parse)
            .Add("urlJoin", [Types.Map], static (context, args) => Join(context, args[0]))
            .Add("toHost", [Types.String], static (context, args) =>
            {
                context.Work(args[0].AsString.Length);
                return Value.FromString(ToHost(args[0].AsString));
            });
    }

    /// <summary>The host of a URL without its port; of other text what stands before the first colon (contract §4.4).</summary>
    internal static string ToHost(string text)
    {
        try
        {
            var name = UrlHost.NameOf(GoUrl.Parse(LatinText.From(text)).Host);
            if (name.Length > 0) return LatinText.ToText(name);
        }
        catch (FormatException)
        {
            // No URL: it may still be a host with a port.
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? text : text[..colon];
    }

    private static Value Parse(RenderContext context, ReadOnlySpan<Value> args)
    {
        context.Work(args[0].AsString.Length);
        GoUrl url;
        try
        {
            url = GoUrl.Parse(LatinText.From(args[0].AsString));
        }
        catch (FormatException problem)
        {
            throw new FunctionException("unable to parse url: " + problem.Message);
        }

        var map = new MapValue(MapType.Any, 8);
        Set("scheme", url.Scheme);
        Set("host", url.Host);
        Set("hostname", UrlHost.NameOf(url.Host));
        Set("path", url.Path);
        Set("query", url.Query);
        Set("opaque", url.Opaque);
        Set("fragment", url.Fragment);
        Set("userinfo", url.UserInfo ?? "");
        return Value.FromMap(map);

        void Set(string key, string bytes) => map.Set(key, Value.FromString(LatinText.ToText(bytes)));
    }

    private static Value Join(RenderContext context, in Value parts)
    {
        var userInfo = Part(parts, "userinfo");
        try
        {
            var url = new GoUrl
            {
                Scheme = Part(parts, "scheme"),
                Host = Part(parts, "host"),
                Path = Part(parts, "path"),
                Query = Part(parts, "query"),
                Opaque = Part(parts, "opaque"),
                Fragment = Part(parts, "fragment"),
                UserInfo = userInfo.Length == 0 ? null : GoUrl.ParseUserInfo(userInfo),
            };
            return Value.FromString(LatinText.ToText(url.Write(context)));
        }
        catch (FormatException problem)
        {
            throw new FunctionException("unable to parse userinfo in dict: " + problem.Message);
        }
    }

    private static string Part(in Value parts, string key)
    {
        if (!DictLookupFunctions.TryGet(parts, key, out var value)) return "";
        if (value.Kind == ValueKind.String) return LatinText.From(value.AsString);
        throw new FunctionException(
            $"unable to parse {key} key, must be of type string, but {ValueNames.KindName(value)} found");
    }
}
