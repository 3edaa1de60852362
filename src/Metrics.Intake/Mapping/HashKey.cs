using System.Security.Cryptography;
using System.Text;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Mapping;

/// <summary>
/// The installation's secret key. Whoever has it can find out which number a hash was made of by trying all there are, so it is kept
/// where passwords are kept, and never in the database, in mappings or in logs.
/// </summary>
public sealed class HashKey
{
    /// <summary>The environment variable that holds the key.</summary>
    public const string Variable = "METRICS_HASH_KEY";

    /// <summary>The environment variable that names the file that holds it.</summary>
    public const string FileVariable = "METRICS_HASH_KEY_FILE";

    /// <summary>The fewest characters: 32 random hexadecimal digits are 128 bits.</summary>
    public const int Least = 32;

    private const string Cure = $"Make one with 'openssl rand -hex 32', keep it where passwords are kept, and name its file in {FileVariable} (or put it into {Variable})";

    private readonly byte[] _key;

    private HashKey(byte[] key) => _key = key;

    /// <summary>The key of a text; white space around it is no part of it.</summary>
    /// <param name="text">The secret.</param>
    /// <param name="from">Where it is from, for messages.</param>
    /// <exception cref="ConfigurationException">It is too short to be one.</exception>
    public static HashKey Of(string text, string from) => text.Trim() is { Length: >= Least } secret
        ? new HashKey(Encoding.UTF8.GetBytes(secret))
        : throw new ConfigurationException($"{from}: the secret key for hashes has fewer than {Least} characters and could be guessed. {Cure}");

    /// <summary>The key that the environment gives.</summary>
    /// <param name="mapping">The mapping that needs it, for messages.</param>
    /// <exception cref="ConfigurationException">There is none, or two, or its file can't be read.</exception>
    public static HashKey FromEnvironment(string mapping)
    {
        var (text, file) = (Given(Variable), Given(FileVariable));
        if (text is not null && file is not null) throw new ConfigurationException($"both {Variable} and {FileVariable} are set; leave one out, so that it is clear which key counts");
        if (text is not null) return Of(text, Variable);
        if (file is null)
            throw new ConfigurationException($"the mapping '{mapping}' tells persons apart by a hash with a secret key, and no key is set. {Cure}");
        try
        {
            return Of(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{FileVariable} names {file}, which can't be read: {e.Message}", e);
        }
    }

    /// <summary>What this key makes of a text: 32 hexadecimal digits, the first half of HMAC-SHA256.</summary>
    /// <param name="realm">Within which texts are told apart: the same text in another gives another hash.</param>
    /// <param name="text">The text.</param>
    public string Hash(string realm, string text)
    {
        // A realm has no line ends, so no two pairs run together.
        var hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{realm}\n{text}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

/// <summary>Hashes with a secret key what tells a person again, within one organisation.</summary>
/// <param name="key">The key.</param>
/// <param name="organisation">The organisation: two of them can't find out that they know the same person.</param>
public sealed class PersonHash(HashKey key, string organisation)
{
    /// <summary>The hash of a text.</summary>
    public string Of(string text) => key.Hash(organisation, text);
}
