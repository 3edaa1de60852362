using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

/// <summary>That nothing is missing: a missing member would show only at the first call of a method that names it.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Data = typeof(DuckDBConnection).Assembly;
    private static readonly Assembly Bindings = typeof(NativeMethods).Assembly;

    [Fact]
    public void The_bindings_have_the_name_version_and_key_that_DuckDB_NET_Data_asks_for()
    {
        var asked = Data.GetReferencedAssemblies().Single(name => name.Name == "DuckDB.NET.Bindings");
        Bindings.GetName().FullName.Should().Be(asked.FullName);
        Convert.ToHexString(Bindings.GetName().GetPublicKeyToken()!).Should().Be("1D0AA5325E915C3B");
    }

    [Fact]
    public void Every_type_that_DuckDB_NET_Data_refers_to_is_there()
    {
        using var image = new PEReader(File.OpenRead(Data.Location));
        var metadata = image.GetMetadataReader();
        var tokens = metadata.TypeReferences.Where(handle => AssemblyOf(metadata, handle) == "DuckDB.NET.Bindings").ToList();
        tokens.Should().HaveCountGreaterThan(50);
        foreach (var handle in tokens)
        {
            Data.ManifestModule.ResolveType(MetadataTokens.GetToken(handle)).Assembly.Should().BeSameAs(Bindings);
        }
    }

    [Fact]
    public void Every_method_and_field_that_DuckDB_NET_Data_refers_to_is_there_with_its_signature()
    {
        using var image = new PEReader(File.OpenRead(Data.Location));
        var metadata = image.GetMetadataReader();
        var tokens = metadata.MemberReferences
            .Where(handle => metadata.GetMemberReference(handle).Parent is { Kind: HandleKind.TypeReference } parent
                && AssemblyOf(metadata, (TypeReferenceHandle)parent) == "DuckDB.NET.Bindings")
            .Where(handle => !NamesArrow(metadata, handle))
            .ToList();
        tokens.Should().HaveCountGreaterThan(190);
        foreach (var handle in tokens)
        {
            var resolve = () => Data.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle));
            resolve.Should().NotThrow(metadata.GetString(metadata.GetMemberReference(handle).Name));
        }
    }

    [Fact]
    public void The_runtime_compiles_every_method_of_DuckDB_NET_Data_outside_Arrow()
    {
        var compiled = 0;
        var failures = new List<string>();
        foreach (var type in LoadableTypes())
        {
            if (Close(type) is not { } closed)
                continue;

            foreach (var method in MethodsOf(closed))
            {
                if (Compile(closed, method) is { } failure)
                    failures.Add(failure);
                else
                    compiled++;
            }
        }

        failures.Should().OnlyContain(failure => failure.Contains("Apache.Arrow", StringComparison.Ordinal));
        compiled.Should().BeGreaterThan(1_000);
    }

    private static string AssemblyOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => AssemblyOf(metadata, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => string.Empty,
        };
    }

    private static bool NamesArrow(MetadataReader metadata, MemberReferenceHandle handle)
    {
        var parent = (TypeReferenceHandle)metadata.GetMemberReference(handle).Parent;
        return metadata.GetString(metadata.GetTypeReference(parent).Namespace).StartsWith("Apache.", StringComparison.Ordinal);
    }

    private static IEnumerable<Type> LoadableTypes()
    {
        try
        {
            return Data.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            // Types that derive from Arrow's; its stand-in is empty.
            partial.LoaderExceptions.Should().OnlyContain(e => e!.Message.Contains("Apache.Arrow", StringComparison.Ordinal));
            return partial.Types.OfType<Type>();
        }
    }

    // int satisfies most constraints; where it doesn't, an enum, a class or the type the constraint names does.
    private static Type? Close(Type type)
    {
        if (!type.ContainsGenericParameters)
            return type;

        try
        {
            return type.MakeGenericType([.. type.GetGenericArguments().Select(Argument)]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Type Argument(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints();
        if (constraints.Contains(typeof(Enum)))
            return typeof(DayOfWeek);
        if (constraints.Any(c => c.Name.StartsWith("DuckDBAppenderMap", StringComparison.Ordinal)))
            return typeof(IntMap);
        return parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? typeof(string) : typeof(int);
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type) =>
        type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything))
            .Where(method => !method.IsAbstract && (method.GetMethodImplementationFlags() & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL);

    private static string? Compile(Type type, MethodBase method)
    {
        try
        {
            if (method is MethodInfo { IsGenericMethodDefinition: true } generic)
                method = generic.MakeGenericMethod([.. generic.GetGenericArguments().Select(Argument)]);

            if (type.IsGenericType)
                RuntimeHelpers.PrepareMethod(method.MethodHandle, InstantiationOf(type, method));
            else if (method.IsGenericMethod)
                RuntimeHelpers.PrepareMethod(method.MethodHandle, InstantiationOf(null, method));
            else
                Compile(method.MethodHandle);
            return null;
        }
        catch (Exception e) when (e is TypeLoadException or FileNotFoundException or BadImageFormatException or ArgumentException)
        {
            return $"{type.FullName}.{method.Name}: {e.Message}";
        }
    }

    private static void Compile(RuntimeMethodHandle method)
    {
        // Without an entry point to fill in, the runtime silently leaves virtual methods uncompiled.
        _ = method.GetFunctionPointer();
        RuntimeHelpers.PrepareMethod(method);
    }

    private static RuntimeTypeHandle[] InstantiationOf(Type? type, MethodBase method) =>
        [.. (type?.GetGenericArguments() ?? []).Concat(method.IsGenericMethod ? method.GetGenericArguments() : []).Select(t => t.TypeHandle)];

    private sealed class IntMap : Data.Mapping.DuckDBAppenderMap<int>;
}
