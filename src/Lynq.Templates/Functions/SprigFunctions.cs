using Lynq.Templates.Functions.Crypto;
using Lynq.Templates.Functions.Dates;
using Lynq.Templates.Functions.Defaults;
using Lynq.Templates.Functions.Dicts;
using Lynq.Templates.Functions.Encodings;
using Lynq.Templates.Functions.Json;
using Lynq.Templates.Functions.Lists;
using Lynq.Templates.Functions.Numbers;
using Lynq.Templates.Functions.Paths;
using Lynq.Templates.Functions.Patterns;
using Lynq.Templates.Functions.Reflection;
using Lynq.Templates.Functions.Text;
using Lynq.Templates.Functions.Urls;
using Lynq.Templates.Functions.Versions;

namespace Lynq.Templates.Functions;

/// <summary>Sprig's and Lynq's own functions, all subjects (contract §4.4, §4.5).</summary>
internal static class SprigFunctions
{
    /// <summary>Adds them all.</summary>
    public static void Register(FunctionRegistry functions)
    {
        StringFunctions.Register(functions);
        WordFunctions.Register(functions);
        PrintingFunctions.Register(functions);
        RandomTextFunctions.Register(functions);
        MathFunctions.Register(functions);
        DecimalMathFunctions.Register(functions);
        CastFunctions.Register(functions);
        SequenceFunctions.Register(functions);
        ListFunctions.Register(functions);
        ListSearchFunctions.Register(functions);
        DictFunctions.Register(functions);
        DictLookupFunctions.Register(functions);
        MergeFunctions.Register(functions);
        DefaultFunctions.Register(functions);
        ReflectionFunctions.Register(functions);
        DateFunctions.Register(functions);
        PathFunctions.Register(functions);
        UrlFunctions.Register(functions);
        JsonFunctions.Register(functions);
        VersionFunctions.Register(functions);
        RegexFunctions.Register(functions);
        EncodingFunctions.Register(functions);
        HashFunctions.Register(functions);
        PasswordFunctions.Register(functions);
        CertificateFunctions.Register(functions);
        functions.Refuse("env", "it would read the operator's environment");
        functions.Refuse("expandenv", "it would read the operator's environment");
        functions.Refuse("getHostByName", "it would use the operator's network");
    }
}
