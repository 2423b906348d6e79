namespace Lynq.Sources.MySql;

/// <summary>The protocol's capability flags that matter here. LOCAL FILES is left out on purpose: it is never offered.</summary>
[Flags]
internal enum Capabilities : uint
{
    None = 0,
    LongPassword = 1,
    LongFlag = 1 << 2,
    ConnectWithDatabase = 1 << 3,
    Protocol41 = 1 << 9,
    Tls = 1 << 11,
    Transactions = 1 << 13,
    SecureConnection = 1 << 15,
    MultiResults = 1 << 17,
    PluginAuth = 1 << 19,
    ConnectAttributes = 1 << 20,
    PluginAuthPrefixed = 1 << 21,
    DeprecateEof = 1 << 24,
}
