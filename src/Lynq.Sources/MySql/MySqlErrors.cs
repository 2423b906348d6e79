namespace Lynq.Sources.MySql;

/// <summary>The error numbers of MySQL and MariaDB that mean something particular to a sync.</summary>
internal static class MySqlErrors
{
    /// <summary>The kind of a server's error number.</summary>
    public static SourceErrorKind KindOf(int number) => number switch
    {
        1045 or 1130 or 1251 or 1275 or 1524 or 1698 or 1820 or 1862 or 3118 or 4151 => SourceErrorKind.AuthenticationFailed,
        1040 or 1129 or 1135 or 1203 or 1226 => SourceErrorKind.Unreachable,
        3159 => SourceErrorKind.TlsFailed,
        1049 => SourceErrorKind.BadConfiguration,
        1044 or 1142 or 1143 or 1227 or 1370 => SourceErrorKind.PermissionDenied,
        1051 or 1109 or 1146 => SourceErrorKind.UnknownTable,
        1054 => SourceErrorKind.UnknownColumn,
        1205 or 1907 or 1969 or 3024 => SourceErrorKind.Timeout,
        1053 or 1317 or 1927 or 3169 or 4031 => SourceErrorKind.Cancelled,
        _ => SourceErrorKind.QueryFailed,
    };
}
