using System.Security.Cryptography;
using System.Text;
using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Service;

/// <summary>What the holder of a key may do; each may do what those before it may.</summary>
public enum ApiRole
{
    /// <summary>Ask for figures.</summary>
    Read,

    /// <summary>Post events.</summary>
    Write,

    /// <summary>See rejects, replay them, let sources begin anew.</summary>
    Admin,
}

/// <summary>A key, known by its hash alone.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Hash">SHA-256 of the key.</param>
public sealed record ApiKey(string Name, ApiRole Role, byte[] Hash)
{
    private const int KeyBytes = 32;

    /// <summary>A new key: what its holder is told, once, and what is kept of it.</summary>
    public static (string Secret, ApiKey Kept) Create(string name, ApiRole role)
    {
        var secret = "mk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        return (secret, new ApiKey(name, role, HashOf(secret)));
    }

    /// <summary>What is kept of a key. A random key of 256 bits needs no salt and no slow hash.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>The file of API keys: <c>keys: [{ name: telephony, role: write, sha256: … }]</c>.</summary>
public static class ApiKeyFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ConfigurationException">It can't be used.</exception>
    public static IReadOnlyList<ApiKey> Read(string file)
    {
        var root = YamlValue.Load(file);
        var keys = new List<ApiKey>();
        foreach (var item in root.Get("keys").Items())
        {
            var (name, hash) = (item.Get("name"), item.Get("sha256"));
            if (name.Text().Length == 0) throw name.Error("is empty");
            if (keys.Exists(k => k.Name == name.Text())) throw name.Error($"there are two keys called '{name.Text()}'");
            keys.Add(new ApiKey(name.Text(), item.Get("role").Word<ApiRole>(), Bytes(hash)));
            item.NothingElse();
        }

        root.NothingElse();
        return keys;
    }

    /// <summary>Adds a key, creating the file when missing; only its owner may read it.</summary>
    public static void Add(string file, ApiKey key)
    {
        if (File.Exists(file) && Read(file).Any(k => k.Name == key.Name)) throw new ConfigurationException($"{file}: there is a key called '{key.Name}' already; delete its line to replace it");
        var line = $"  - {{ name: \"{key.Name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\", role: {ServiceDesk.Events.Words.Of(key.Role)}, sha256: {Convert.ToHexStringLower(key.Hash)} }}\n";
        // Written beside and moved into place: a service that reads it meanwhile sees the one or the other.
        var beside = file + ".new";
        File.WriteAllText(beside, (File.Exists(file) ? File.ReadAllText(file).TrimEnd('\n') + "\n" : "keys:\n") + line);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (!Holds(beside, key))
        {
            File.Delete(beside);
            throw new ConfigurationException($"{file}: a line can't be added at its end, where its list of keys must be; write each key on a line of its own, as in '{line.Trim()}'");
        }

        File.Move(beside, file, overwrite: true);
    }

    // However a person wrote the file: one that can't be read any more would lock everybody out at the next start.
    private static bool Holds(string file, ApiKey key)
    {
        try
        {
            return Read(file).Any(k => k.Name == key.Name && k.Hash.AsSpan().SequenceEqual(key.Hash));
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }

    private static byte[] Bytes(YamlValue hash)
    {
        try
        {
            return Convert.FromHexString(hash.Text()) is { Length: SHA256.HashSizeInBytes } bytes ? bytes : throw hash.Error("is not a SHA-256 of 64 hexadecimal digits");
        }
        catch (FormatException)
        {
            throw hash.Error("is not a SHA-256 of 64 hexadecimal digits");
        }
    }
}
