using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Password hashes and encryption.</summary>
internal static class PasswordFunctions
{
    private const int BcryptCost = 10;

    // What a call takes compared with making a character; a render can afford a few dozen of the one, a few of the other.
    private const long BcryptWork = 1 << 17;
    private const long ScryptWork = 1 << 20;

    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add(
                "bcrypt",
                [Types.String],
                static (context, args) => Value.FromString(HashPassword(context, args[0].AsString)),
                nonDeterministic: true)
            .Add("htpasswd", [Types.String, Types.String], HtPasswd, nonDeterministic: true)
            .Add("derivePassword", [Types.Uint32, Types.String, Types.String, Types.String, Types.String], Derive)
            .Add(
                "encryptAES",
                [Types.String, Types.String],
                static (context, args) =>
                {
                    context.ReserveSize(args[1].AsString.Length * 2L);
                    return Value.FromString(AesText.Encrypt(args[0].AsString, args[1].AsString));
                },
                nonDeterministic: true)
            .Add("decryptAES", [Types.String, Types.String], static (context, args) =>
            {
                context.Work(args[1].AsString.Length);
                return Value.FromString(AesText.Decrypt(args[0].AsString, args[1].AsString));
            });
    }

    private static string HashPassword(RenderContext context, string password)
    {
        var bytes = GoText.ToBytes(password);
        if (bytes.Length > Bcrypt.MaxPasswordLength)
            return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes";
        context.Work(BcryptWork);
        var salt = new byte[Bcrypt.SaltLength];
        RenderContext.FillRandom(salt);
        return Bcrypt.Hash(bytes, salt, BcryptCost);
    }

    private static Value HtPasswd(RenderContext context, ReadOnlySpan<Value> args)
    {
        var user = args[0].AsString;
        return Value.FromString(user.Contains(':', StringComparison.Ordinal)
            ? "invalid username: " + user
            : user + ":" + HashPassword(context, args[1].AsString));
    }

    private static Value Derive(RenderContext context, ReadOnlySpan<Value> args)
    {
        context.Work(ScryptWork);
        return Value.FromString(DerivedPassword.Derive(
            (uint)args[0].AsInt,
            args[1].AsString,
            GoText.ToBytes(args[2].AsString),
            GoText.ToBytes(args[3].AsString),
            GoText.ToBytes(args[4].AsString)));
    }
}
