using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Encodings;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Functions that make private keys and certificates. None of them is deterministic.</summary>
internal static class CertificateFunctions
{
    private const int CertificateKeyBits = 2048;

    // An RSA key takes a good part of a second; a render may make a few.
    private const long KeyWork = 1 << 20;

    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("genPrivateKey", [Types.String], GeneratePrivateKey, nonDeterministic: true)
            .Add("buildCustomCert", [Types.String, Types.String], static (_, args) => BuildCustom(args));
        AddMaker(functions, "genCA", [Types.String, Types.Int], Authority);
        AddMaker(functions, "genSelfSignedCert", [Types.String, Types.List, Types.List, Types.Int], SelfSigned);
        AddMaker(functions, "genSignedCert", [Types.String, Types.List, Types.List, Types.Int, CertificateValue.Parameter], Signed);
    }

    /// <summary>Adds a function with a key of its own making, and its <c>WithKey</c> form that is given one last.</summary>
    private static void AddMaker(FunctionRegistry functions, string name, IReadOnlyList<ParameterType> parameters, Maker make)
    {
        functions.Add(name, parameters, (context, args) =>
        {
            context.Work(KeyWork);
            using var key = PrivateKeys.GenerateRsa(CertificateKeyBits);
            return Value.FromObject(make(context, args, key));
        }, nonDeterministic: true);
        functions.Add(name + "WithKey", [.. parameters, Types.String], (context, args) =>
        {
            context.Work(KeyWork);
            using var key = CertificateMaker.ReadKey(args[^1].AsString, "parsing private key");
            return Value.FromObject(make(context, args, key));
        }, nonDeterministic: true);
    }

    private static Value GeneratePrivateKey(RenderContext context, ReadOnlySpan<Value> args)
    {
        context.Work(KeyWork);
        return Value.FromString(PrivateKeys.GeneratePem(args[0].AsString));
    }

    private static CertificateValue Authority(RenderContext context, ReadOnlySpan<Value> args, PrivateKey key)
    {
        var names = new SubjectNames(args[0].AsString, [], []);
        return CertificateMaker.SelfSigned(context, names, args[1].AsInt, key, isAuthority: true);
    }

    private static CertificateValue SelfSigned(RenderContext context, ReadOnlySpan<Value> args, PrivateKey key)
    {
        var names = SubjectNames.From(args[0].AsString, args[1], args[2]);
        return CertificateMaker.SelfSigned(context, names, args[3].AsInt, key, isAuthority: false);
    }

    private static CertificateValue Signed(RenderContext context, ReadOnlySpan<Value> args, PrivateKey key)
    {
        var names = SubjectNames.From(args[0].AsString, args[1], args[2]);
        return CertificateMaker.Signed(context, names, args[3].AsInt, key, (CertificateValue)args[4].AsObject);
    }

    /// <summary>Checks a certificate and a key that come as base64 of PEM.</summary>
    private static Value BuildCustom(ReadOnlySpan<Value> args)
    {
        var cert = Decode(args[0], "certificate");
        var key = Decode(args[1], "private key");
        CertificateMaker.ReadPem(cert, "decodedCert.Bytes").Dispose();
        CertificateMaker.ReadKey(key).Dispose();
        return Value.FromObject(new CertificateValue(cert, key));
    }

    private static string Decode(in Value value, string what) =>
        Base64Text.TryDecode(value.AsString, out var bytes, out _)
            ? GoText.FromBytes(bytes)
            : throw new FunctionException("unable to decode base64 " + what);

    private delegate CertificateValue Maker(RenderContext context, ReadOnlySpan<Value> args, PrivateKey key);
}
